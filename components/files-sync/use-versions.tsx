import { lazy, Suspense, useState } from "react";
import type { FileWork } from "../explorer/use-file-work";

const VersionsDialog = lazy(() =>
  import("./versions-dialog").then((module) => ({ default: module.VersionsDialog })),
);

/** What a file was, and one of those versions brought back: undone like every other change. */
export function useVersions(workspaceId: string, work: FileWork) {
  const [path, setPath] = useState<string | null>(null);
  const view = path !== null && (
    <Suspense>
      <VersionsDialog
        workspaceId={workspaceId}
        path={path}
        onRestore={(version, text) => work.replace(path, text, `${path} is as version ${version} was`)}
        onClose={() => setPath(null)}
      />
    </Suspense>
  );
  return { open: setPath, view };
}
