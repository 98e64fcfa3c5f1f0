import { useEffect } from "react";
import type { Report } from "@/lib/audit/verify";
import { BUTTON, HEADING, LINK } from "../ui/classes";
import { exportUrl, type Where } from "./audit-client";
import { BeingChecked } from "./being-checked";
import { explain, explainStored } from "./explain";
import { Finding } from "./finding";
import { inWords, saidStates, verifiedStates } from "./integrity";
import { IntegrityList } from "./integrity-list";
import { moment, msInWords } from "./moment";
import type { Pinned } from "./pinned";
import { ProgressLine } from "./progress-line";
import { recordHref, sessionHref } from "./record-query";
import { ReportNotes } from "./report-notes";
import type { SessionData } from "./session-data";
import type { Work } from "./use-work";

/** That which came with the page, or what there is by now: a log may have grown since. */
export type WhichEvidence = "given" | "newest";

interface IntegritySectionProps {
  readonly data: SessionData;
  readonly where: Where;
  readonly work: Work<WhichEvidence, Report>;
  /** Null while it is looked for: then nothing can be judged yet. */
  readonly pinned: Pinned | null;
  readonly onTamper: () => void;
}

/** Whether this log is whole, and who says so: first the server's word, then the page's own verification. */
export function IntegritySection({ data, where, work, pinned, onTamper }: IntegritySectionProps) {
  const { session, evidence, checking } = data;
  const { state, start, cancel } = work;
  const { workspaceId, sid } = where;
  const isReady = pinned !== null && checking === null;
  useEffect(() => {
    // Whoever saves data is asked before all of the log is fetched.
    const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    if (isReady && !saves) start("given");
  }, [start, isReady]);

  const report = state.phase === "done" ? state.result : null;
  const stored = session.check !== null && session.check.code !== "OK" ? session.check : null;
  const hrefOf = (seq: number) => recordHref(sid, seq, workspaceId);
  return (
    <section aria-labelledby="integrity" className="space-y-2">
      <h2 id="integrity" className={HEADING}>
        Is this log whole, and who says so
      </h2>
      {pinned?.kind === "changed" && (
        <Finding
          told={{
            tone: "broken",
            code: "UNKNOWN_KEY",
            title: "The keys of this server are not those that this browser knows",
            why: `${pinned.why} What is signed is judged by the keys of your earlier visits.`,
          }}
        />
      )}
      {stored !== null && <Finding told={explainStored(stored)}>{recordLink(stored.seq, hrefOf)}</Finding>}
      <div role="status" aria-label="Verification">
        {report !== null && (
          <Finding told={explain(report)}>{recordLink(explain(report).seq, hrefOf)}</Finding>
        )}
        {state.phase === "cancelled" && <p>The verification was cancelled: nothing was found out.</p>}
        {state.phase === "failed" && <p className="text-error wrap-anywhere">{state.why}</p>}
      </div>
      {checking !== null && <BeingChecked checking={checking} />}
      {state.phase === "running" && <ProgressLine state={state} total={session.size} onCancel={cancel} />}
      <IntegrityList
        states={
          report === null
            ? saidStates({ size: session.size, receipt: evidence?.receipt ?? null, checking })
            : verifiedStates(report)
        }
      />
      {report !== null && <ReportNotes report={report} hrefOf={hrefOf} />}
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className={`needs-script ${BUTTON}`}
          disabled={state.phase === "running" || checking !== null}
          onClick={() => start("newest")}
        >
          {report === null ? "Verify here" : "Verify again"}
        </button>
        <button type="button" className={`needs-script ${BUTTON}`} onClick={onTamper}>
          Tamper with a copy
        </button>
        <Exports where={where} />
        {state.phase === "done" && (
          <span className="text-text-muted text-xs tabular-nums">
            {inWords(state.result.summary.size)} records in {msInWords(state.ms)}
          </span>
        )}
      </div>
      <WhoSays data={data} where={where} pinned={pinned} />
    </section>
  );
}

function recordLink(seq: number | undefined, hrefOf: (seq: number) => string) {
  if (seq === undefined) return null;
  return (
    <a href={hrefOf(seq)} className={`${LINK} inline-flex min-h-6 items-center`}>
      Look at record {inWords(seq)}
    </a>
  );
}

const FORMATS = [
  ["bundle", "bundle"],
  ["jsonl", "JSON lines"],
  ["csv", "CSV"],
  ["cloudevents", "CloudEvents"],
] as const;

function Exports({ where }: { where: Where }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="text-text-muted">Export</span>
      {FORMATS.map(([format, label]) => (
        <a
          key={format}
          href={exportUrl(where, format)}
          className={`${LINK} inline-flex min-h-6 items-center`}
        >
          {label}
        </a>
      ))}
    </span>
  );
}

/** The keys by which it was judged, and the server's own look; both only as good as the server. */
function WhoSays({
  data: { session, told },
  where,
  pinned,
}: Pick<IntegritySectionProps, "data" | "where" | "pinned">) {
  const { check } = session;
  return (
    <details>
      <summary className="min-h-6 text-text-muted">
        {pinned?.kind === "same"
          ? `Judged by the keys of ${told.host} that this browser has pinned on an earlier visit.`
          : pinned?.kind === "changed"
            ? "Judged by the keys that this browser has pinned on an earlier visit, and not by those that the server tells:"
            : `Judged by the keys as ${told.host} tells them. Compare them with what you were told in another way.`}
      </summary>
      <ul className="mt-1">
        {[...told.keys.cosigner, ...told.keys.log, ...told.witnesses.map(({ vkey }) => vkey)].map((vkey) => (
          <li key={vkey}>
            <code className="text-xs wrap-anywhere">{vkey}</code>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-text-muted">
        {check === null
          ? "The server has not looked at what it stores of this session since it was started."
          : `The server last looked at ${moment(check.at)}: ${check.code}.`}{" "}
        <a
          href={`${sessionHref(where.sid, { workspace: where.workspaceId })}&look=server`}
          className={`${LINK} inline-flex min-h-6 items-center`}
        >
          Let it look now
        </a>
      </p>
    </details>
  );
}
