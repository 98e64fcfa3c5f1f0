import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addressOf, type DriverName } from "@/components/driver-picker/drivers";
import { FetchTheRest } from "@/components/late/fetch-the-rest";
import { SettingsLink } from "@/components/settings/settings-link";
import { FailedRead } from "@/components/states/failed-read";
import { Workbench } from "@/components/workbench/workbench";
import { WorkspaceName } from "@/components/workbench/workspace-name";
import { readExampleFiles } from "./examples";
import { PageShell } from "./page-shell";
import { readActor, readWorkspace } from "./reads";
import { readRequest } from "./request";

/** Not there, not yours and no session are one answer. */
const HIDDEN = new Set(["NOT_FOUND", "NO_SESSION", "NO_PERMISSION", "BAD_REQUEST"]);
const read = cache(readWorkspace);

export async function workspaceMetadata(id: string): Promise<Metadata> {
  const result = await read(id);
  return { title: result.ok ? result.value.name : "Nothing here" };
}

/** The workbench of a workspace, at the address of the driver that its runs have. */
export async function WorkspacePage({ id, driver }: { readonly id: string; readonly driver: DriverName }) {
  const [result, who, { requestId }] = await Promise.all([read(id), readActor(), readRequest()]);
  if (!result.ok && HIDDEN.has(result.code)) notFound();
  const path = addressOf(id, driver);
  if (!result.ok) {
    return (
      <PageShell place="workbench" path={path}>
        <div className="px-6 py-8">
          <FailedRead level={1} failure={{ code: result.code, requestId }} />
        </div>
      </PageShell>
    );
  }
  const { name, role, example } = result.value;
  const files = await readExampleFiles(example);
  return (
    <PageShell
      place="workbench"
      path={path}
      fill
      crumb={
        <>
          <WorkspaceName workspaceId={id} name={name} mayRename={role === "owner"} />
          <SettingsLink workspaceId={id} />
        </>
      }
    >
      <Workbench
        workspaceId={id}
        actor={(who.ok ? who.value.actor?.id : undefined) ?? "author"}
        base={Object.fromEntries(files.map((file) => [file.path, file.text]))}
        first="agent.toml"
        driver={driver}
      />
      <FetchTheRest />
    </PageShell>
  );
}
