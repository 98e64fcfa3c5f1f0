import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  readEvidence,
  readKeys,
  readPlace,
  readRecords,
  readSession,
  readSpec,
  readStoredCheck,
} from "@/app/_lib/audit";
import { PageShell } from "@/app/_lib/page-shell";
import { readRequest } from "@/app/_lib/request";
import { type Params, parseRecordQuery, sessionHref } from "@/components/audit/record-query";
import { SessionView } from "@/components/audit/session-view";
import { FailedRead } from "@/components/states/failed-read";

interface SessionPageProps {
  readonly params: Promise<{ session: string }>;
  readonly searchParams: Promise<Params>;
}

/** Not there, not yours and no session are one answer. */
const HIDDEN = new Set(["NOT_FOUND", "NO_SESSION", "NO_PERMISSION", "BAD_REQUEST"]);

export async function generateMetadata({ params, searchParams }: SessionPageProps): Promise<Metadata> {
  const place = await readPlace((await params).session, parseRecordQuery(await searchParams).workspace);
  return { title: place.ok && place.value ? `Session in ${place.value.workspaceName}` : "Nothing here" };
}

export default async function SessionPage({ params, searchParams }: SessionPageProps) {
  const [{ session: sid }, given] = await Promise.all([params, searchParams]);
  const query = parseRecordQuery(given);
  const place = await readPlace(sid, query.workspace);
  if (place.ok ? place.value === undefined : HIDDEN.has(place.code)) notFound();
  if (!place.ok || place.value === undefined)
    return <Failed sid={sid} code={place.ok ? "NOT_FOUND" : place.code} />;
  const { workspaceId, workspaceName } = place.value;
  const where = { workspaceId, sid };
  // The server looks at its own copy when it is asked to: for readers without script, who cannot look themselves.
  const looked = given.look === "server" ? await readStoredCheck(where) : null;
  const [session, told, records] = await Promise.all([
    readSession(where),
    readKeys(workspaceId),
    readRecords(where, query.from, query.filter),
  ]);
  // Behind the others: the look that it may begin is not to stand in their way.
  const signed = await readEvidence(where);
  if (!session.ok) return <Failed sid={sid} code={session.code} />;
  if (!told.ok) return <Failed sid={sid} code={told.code} />;
  if (!records.ok) return <Failed sid={sid} code={records.code} />;
  const spec = await readSpec(workspaceId, session.value.specSha256);
  const check = looked?.ok ? looked.value : session.value.check;
  const { host, keys, witnesses, quorum } = told.value;
  return (
    <PageShell place="audit" path={sessionHref(sid, query)}>
      <SessionView
        data={{
          workspaceId,
          workspaceName,
          session: { ...session.value, check },
          told: { host, keys, witnesses, quorum },
          ...signed,
          spec,
        }}
        first={{ items: records.value.items, next: records.value.next }}
        query={{ ...query, workspace: workspaceId }}
      />
    </PageShell>
  );
}

async function Failed({
  sid,
  code,
}: {
  sid: string;
  code: Parameters<typeof FailedRead>[0]["failure"]["code"];
}) {
  const { requestId } = await readRequest();
  return (
    <PageShell place="audit" path={`/audit/${sid}`}>
      <div className="px-6 py-8">
        <FailedRead level={1} failure={{ code, requestId }} />
      </div>
    </PageShell>
  );
}
