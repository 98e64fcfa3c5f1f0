import { useState } from "react";
import type { FileWork } from "../explorer/use-file-work";
import { Late } from "../late/late";
import { latePart } from "../late/late-part";
import { NotArrivedMessage } from "../late/say-not-arrived";

const VersionsDialog = latePart(new Late(async () => (await import("./versions-dialog")).VersionsDialog), {
  failed: NotArrivedMessage,
});

/** What a file was, and one of those versions brought back: undone like every other change. */
export function useVersions(workspaceId: string, work: FileWork) {
  const [path, setPath] = useState<string | null>(null);
  const view = path !== null && (
    <VersionsDialog
      workspaceId={workspaceId}
      path={path}
      onRestore={(version, text) => work.replace(path, text, `${path} is as version ${version} was`)}
      onClose={() => setPath(null)}
    />
  );
  return { open: setPath, view };
}
