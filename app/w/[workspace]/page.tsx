import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readExampleFiles } from "@/app/_lib/examples";
import { PageShell } from "@/app/_lib/page-shell";
import { readActor, readWorkspace } from "@/app/_lib/reads";
import { readRequest } from "@/app/_lib/request";
import { FailedRead } from "@/components/states/failed-read";
import { Workbench } from "@/components/workbench/workbench";
import { WorkspaceName } from "@/components/workbench/workspace-name";

interface WorkspacePageProps {
  readonly params: Promise<{ workspace: string }>;
}

/** Not there, not yours and no session are one answer. */
const HIDDEN = new Set(["NOT_FOUND", "NO_SESSION", "NO_PERMISSION", "BAD_REQUEST"]);
const read = cache(readWorkspace);

export async function generateMetadata({ params }: WorkspacePageProps): Promise<Metadata> {
  const result = await read((await params).workspace);
  return { title: result.ok ? result.value.name : "Nothing here" };
}

export default async function WorkspacePage({ params }: WorkspacePageProps) {
  const { workspace: id } = await params;
  const [result, who, { requestId }] = await Promise.all([read(id), readActor(), readRequest()]);
  if (!result.ok && HIDDEN.has(result.code)) notFound();
  const path = `/w/${id}`;
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
      crumb={<WorkspaceName workspaceId={id} name={name} mayRename={role === "owner"} />}
    >
      <Workbench
        workspaceId={id}
        actor={(who.ok ? who.value.actor?.id : undefined) ?? "author"}
        base={Object.fromEntries(files.map((file) => [file.path, file.text]))}
        first="agent.toml"
      />
    </PageShell>
  );
}
