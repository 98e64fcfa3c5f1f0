"use client";

import { useMemo, useState } from "react";
import { joinBytes, utf8 } from "@/lib/audit/bytes";
import type { SessionSummary } from "@/lib/audit/sync/wire";
import type { ChangeName } from "@/lib/audit/tamper";
import type { Report } from "@/lib/audit/verify";
import { HEADING } from "../ui/classes";
import { entriesUrl, evidenceOf, fetchEvidence, type Where } from "./audit-client";
import { saidStates, verifiedStates } from "./integrity";
import { IntegritySection, type WhichEvidence } from "./integrity-section";
import { NotProved } from "./not-proved";
import { type RecordQuery, recordHref, sessionHref } from "./record-query";
import { RecordsSection } from "./records-section";
import { Refusals } from "./refusals";
import type { FirstPage, SessionData } from "./session-data";
import { SessionHeader } from "./session-header";
import { type Tampered, tamperInWorker } from "./tamper-in-worker";
import { TamperPanel } from "./tamper-panel";
import { knowledgeOf } from "./trust";
import { TypeTable } from "./type-table";
import { usePinned } from "./use-pinned";
import { useSigned } from "./use-signed";
import { useWork } from "./use-work";
import { verifyInWorker } from "./verify-in-worker";

interface SessionViewProps {
  readonly data: SessionData;
  readonly first: FirstPage;
  readonly query: RecordQuery;
}

/** One session: what it touched, what was refused, whether its log is whole, and who says so. */
export function SessionView({ data: given, first, query }: SessionViewProps) {
  const { workspaceId, workspaceName, session, told } = given;
  const { sid } = session;
  const where = useMemo<Where>(() => ({ workspaceId, sid }), [workspaceId, sid]);
  const signed = useSigned(given, where);
  const { evidence } = signed;
  const data = useMemo(() => ({ ...given, ...signed }), [given, signed]);
  const pinned = usePinned(given);
  const knowledge = useMemo(() => {
    const known = knowledgeOf(told, sid);
    return pinned?.kind === "changed" ? { ...known, keys: pinned.keys } : known;
  }, [told, sid, pinned]);
  const [isTampering, setTampering] = useState(false);

  const work = useWork<WhichEvidence, Report>(async (which, { signal, onProgress }) => {
    const newest = which === "newest" ? await fetchEvidence(where, signal) : evidence;
    return verifyInWorker(
      { url: entriesUrl(where) },
      { ...evidenceOf(newest), ...knowledge, signal, onProgress },
    );
  });
  const tampering = useWork<ChangeName, Tampered | undefined>(async (change, context) => {
    const newest = await fetchEvidence(where, context.signal);
    const checkpoint =
      newest === null ? new Uint8Array(0) : joinBytes([utf8(newest.note), utf8(newest.receipt.cosignature)]);
    return tamperInWorker({ source: { url: entriesUrl(where) }, checkpoint, change, knowledge }, context);
  });

  const report = work.state.phase === "done" ? work.state.result : null;
  const states =
    report === null
      ? saidStates({ size: session.size, receipt: evidence?.receipt ?? null, checking: signed.checking })
      : verifiedStates(report);
  return (
    <div className="mx-auto w-full max-w-[92rem] space-y-5 px-4 py-4 sm:px-6">
      <SessionHeader session={session} workspaceId={workspaceId} workspaceName={workspaceName} />
      <IntegritySection
        data={data}
        where={where}
        work={work}
        pinned={pinned}
        onTamper={() => setTampering(true)}
      />
      {isTampering && (
        <TamperPanel
          size={session.size}
          hasCheckpoint={evidence !== null}
          work={tampering}
          onClose={() => {
            tampering.reset();
            setTampering(false);
          }}
        />
      )}
      <Overview session={session} workspaceId={workspaceId} />
      <RecordsSection
        data={data}
        where={where}
        first={first}
        initial={query}
        states={states}
        broken={brokenRecord(report, data)}
        keys={[...(knowledge.keys ?? []), session.vkey]}
      />
      <NotProved />
    </div>
  );
}

/** What was refused, first, and what it did at all. */
function Overview({ session, workspaceId }: { session: SessionSummary; workspaceId: string }) {
  const { sid, denials, counts, types } = session;
  return (
    <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
      <section aria-labelledby="refused" className="min-w-0">
        <h2 id="refused" className={HEADING}>
          What was refused
        </h2>
        <Refusals
          items={denials.slice(0, 6)}
          total={counts.deny}
          hrefOf={(seq) => recordHref(sid, seq, workspaceId)}
          allHref={sessionHref(sid, { workspace: workspaceId, filter: { verdict: "deny" } })}
        />
      </section>
      <section aria-labelledby="did" className="min-w-0">
        <h2 id="did" className={HEADING}>
          What it did
        </h2>
        <TypeTable
          counts={types}
          hrefOf={(type, verdict) =>
            sessionHref(sid, {
              workspace: workspaceId,
              filter: { type, ...(verdict !== undefined && { verdict }) },
            })
          }
        />
      </section>
    </div>
  );
}

/** The page's own finding, or what the server found before. */
function brokenRecord(report: Report | null, { session: { check } }: SessionData) {
  const fault = report?.faults.find(({ place }) => place.in === "record");
  if (fault?.place.in === "record") return { seq: fault.place.seq, code: fault.code };
  if (report === null && check?.seq !== undefined && check.code !== "OK")
    return { seq: check.seq, code: check.code };
  return undefined;
}
