import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { PageShell } from "@/app/_lib/page-shell";
import { read, readWorkspace } from "@/app/_lib/reads";
import { readRequest } from "@/app/_lib/request";
import { one, type Params } from "@/components/audit/record-query";
import { LogSettings } from "@/components/settings/log-settings";
import { DONE, partOf, type Said } from "@/components/settings/said";
import { settingsHref } from "@/components/settings/settings-link";
import { FailedRead } from "@/components/states/failed-read";
import { isSettingFault } from "@/lib/audit/sync/log-settings";
import type { ErrorCode } from "@/lib/errors";
import { currentEnv } from "@/server/current-env";
import { readTyped, TYPED_COOKIE } from "@/server/settings/log-form";

interface Props {
  readonly params: Promise<{ workspace: string }>;
  readonly searchParams: Promise<Params>;
}

/** Not there, not yours and no session are one answer. */
const HIDDEN: ReadonlySet<ErrorCode> = new Set(["NOT_FOUND", "NO_SESSION", "NO_PERMISSION", "BAD_REQUEST"]);

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const said = readSaid(await searchParams);
  // The title is what is read out first of a page that came as the answer to a form.
  const came = partOf(said) === null ? "" : said.fault === undefined ? "Done: " : "Not changed: ";
  return { title: `${came}Settings of the log` };
}

export default async function LogSettingsPage({ params, searchParams }: Props) {
  const { workspace: workspaceId } = await params;
  const said = readSaid(await searchParams);
  const [workspace, log, told, jar] = await Promise.all([
    readWorkspace(workspaceId),
    read((caller) => caller.audit.log({ workspaceId })),
    read((caller) => caller.audit.keys({ workspaceId })),
    cookies(),
  ]);
  const failed = [workspace, log, told].find((one) => !one.ok);
  if (failed?.ok === false && HIDDEN.has(failed.code)) notFound();
  if (!workspace.ok || !log.ok || !told.ok) {
    return <Failed workspaceId={workspaceId} code={failed?.ok === false ? failed.code : "INTERNAL"} />;
  }
  const { publicUrl } = currentEnv();
  const origin = publicUrl === undefined ? "" : new URL(publicUrl).origin;
  return (
    <PageShell place="audit" path={settingsHref(workspaceId)}>
      <LogSettings
        workspaceId={workspaceId}
        workspaceName={workspace.value.name}
        mayChange={workspace.value.role === "owner"}
        log={log.value}
        told={told.value}
        address={`${origin}/log/${workspaceId}/`}
        said={said}
        typed={readTyped(said.fault === undefined ? undefined : jar.get(TYPED_COOKIE)?.value)}
      />
    </PageShell>
  );
}

function readSaid(params: Params): Said {
  const [done, fault] = [one(params, "done"), one(params, "fault")];
  if (isSettingFault(fault)) return { fault };
  return done !== undefined && Object.hasOwn(DONE, done) ? { done: done as keyof typeof DONE } : {};
}

async function Failed({ workspaceId, code }: { workspaceId: string; code: ErrorCode }) {
  const { requestId } = await readRequest();
  return (
    <PageShell place="audit" path={settingsHref(workspaceId)}>
      <div className="px-6 py-8">
        <FailedRead level={1} failure={{ code, requestId }} />
      </div>
    </PageShell>
  );
}
