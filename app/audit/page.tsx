import type { Metadata } from "next";
import type { Params } from "@/components/audit/record-query";
import { RefusedLogs } from "@/components/audit/refused-logs";
import { parseSessionQuery, sessionsHref } from "@/components/audit/session-query";
import { SessionsPage } from "@/components/audit/sessions-page";
import { settingsHref } from "@/components/settings/settings-link";
import { FailedRead } from "@/components/states/failed-read";
import { LINK } from "@/components/ui/classes";
import { readBusyWorkspace, readHealth, readSessions } from "../_lib/audit";
import { PageShell } from "../_lib/page-shell";
import { readAbout, readWorkspaces } from "../_lib/reads";
import { readRequest } from "../_lib/request";

export const metadata: Metadata = { title: "Audit" };

/** As many workspaces are asked for sessions; who has more chooses one by name. */
const LOOKED_THROUGH = 20;

export default async function AuditPage({ searchParams }: { searchParams: Promise<Params> }) {
  const query = parseSessionQuery(await searchParams);
  const [about, workspaces, { requestId }] = await Promise.all([
    readAbout(),
    readWorkspaces(),
    readRequest(),
  ]);
  const all = workspaces.ok ? workspaces.value.items.map(({ id, name }) => ({ id, name })) : [];
  const workspaceId =
    query.workspace ?? (await readBusyWorkspace(all.slice(0, LOOKED_THROUGH).map(({ id }) => id)));
  const sessions =
    workspaceId === undefined ? null : await readSessions(workspaceId, query.filter, query.cursor);
  const health = workspaceId === undefined ? null : await readHealth(workspaceId);
  // Without a session there is no work yet; that is how everybody starts, and no failure.
  const code =
    !workspaces.ok && workspaces.code !== "NO_SESSION"
      ? workspaces.code
      : sessions?.ok === false
        ? sessions.code
        : null;
  return (
    <PageShell place="audit" path={sessionsHref(query)} about={about.ok ? about.value : undefined}>
      <div className="mx-auto w-full max-w-[76rem] px-4 py-6 sm:px-6">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">Audit</h1>
        <p className="mt-1 mb-4 max-w-[46rem] text-text-muted">
          Every session of a workspace with the log of what its agent asked for, and what was decided.{" "}
          {workspaceId !== undefined && (
            <a href={settingsHref(workspaceId)} className={`${LINK} inline-flex min-h-6 items-center`}>
              Settings of the log
            </a>
          )}
        </p>
        {health?.ok && workspaceId !== undefined && (
          <RefusedLogs findings={health.value.findings} workspaceId={workspaceId} />
        )}
        {code !== null ? (
          <FailedRead failure={{ code, requestId }} />
        ) : (
          <SessionsPage
            workspaces={all}
            workspaceId={workspaceId ?? null}
            query={query}
            items={sessions?.ok ? sessions.value.items : []}
            next={sessions?.ok ? sessions.value.next : null}
          />
        )}
      </div>
    </PageShell>
  );
}
