import { explain } from "../audit/explain";
import { Finding } from "../audit/finding";
import { inWords, verifiedStates } from "../audit/integrity";
import { IntegrityList } from "../audit/integrity-list";
import { bytesInWords, moment } from "../audit/moment";
import { printable, rowOf } from "../audit/record-row";
import { Refusals } from "../audit/refusals";
import { ReportNotes } from "../audit/report-notes";
import { tableOf } from "../audit/type-counts";
import { TypeTable } from "../audit/type-table";
import { Hash } from "../hash/hash";
import { HEADING } from "../ui/classes";
import type { FilesCheck } from "./check-files";
import type { Trust } from "./keys";

type Checked = Extract<FilesCheck, { kind: "checked" }>;

/** What a dropped log came to: whether it is whole and who says so, what was refused, what it did. */
export function FilesResult({ check, trust }: { check: Checked; trust: Trust }) {
  const { report, excerpt, bad, bodies } = check;
  const { summary } = report;
  const denied = tableOf(summary.counts).rows.reduce((sum, { by }) => sum + by.deny, 0);
  const refused = excerpt.refused.map((line) => ({ seq: rowOf(0, line).record?.seq ?? 0, line }));
  return (
    <div className="space-y-5">
      <Finding told={explain(report)}>
        {bad !== undefined && (
          <pre className="mt-1 max-h-40 overflow-auto bg-surface-1 p-2 text-xs whitespace-pre-wrap wrap-anywhere">
            {printable(bad.line)}
          </pre>
        )}
        {trust === "named" && (
          <p className="mt-1 max-w-prose font-medium">
            Judged by the keys that the files name themselves: whoever forges a bundle names his own.
          </p>
        )}
      </Finding>
      <IntegrityList states={verifiedStates(report)} />
      <ReportNotes report={report} />
      {bodies !== undefined && <Bodies confirmed={bodies.confirmed} faults={bodies.faults} />}
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <section aria-labelledby="refused" className="min-w-0">
          <h2 id="refused" className={HEADING}>
            What was refused
          </h2>
          <Refusals items={refused} total={denied} />
        </section>
        <section aria-labelledby="did" className="min-w-0">
          <h2 id="did" className={HEADING}>
            What it did
          </h2>
          <TypeTable counts={summary.counts} />
        </section>
      </div>
      <Facts check={check} />
    </div>
  );
}

function Bodies({ confirmed, faults }: { confirmed: number; faults: readonly string[] }) {
  return (
    <div>
      <p>{inWords(confirmed)} bodies are what the records name.</p>
      {faults.map((fault) => (
        <p key={fault} className="text-error wrap-anywhere">
          {fault}
        </p>
      ))}
    </div>
  );
}

function Facts({ check: { report, keys, excerpt } }: { check: Checked }) {
  const { summary } = report;
  const agent = excerpt.first === undefined ? undefined : rowOf(0, excerpt.first).record?.data.agent;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-t pt-3 [&>dt]:text-text-muted">
      {typeof agent === "string" && (
        <>
          <dt>Agent</dt>
          <dd>{printable(agent)}</dd>
        </>
      )}
      {summary.sid !== undefined && (
        <>
          <dt>Session</dt>
          <dd>
            <Hash value={summary.sid} label="session" />
          </dd>
        </>
      )}
      <dt>Records</dt>
      <dd className="tabular-nums">
        {inWords(summary.size)}, {bytesInWords(summary.bytes)}
      </dd>
      {summary.first !== undefined && (
        <>
          <dt>By its own clock</dt>
          <dd className="tabular-nums">
            {moment(summary.first)} to {moment(summary.last ?? summary.first)}
          </dd>
        </>
      )}
      <dt>Root</dt>
      <dd>
        <Hash value={summary.root} label="root" />
      </dd>
      <dt>Judged by</dt>
      <dd>{keys.length === 0 ? "no key" : keys.map((key) => <Key key={key} vkey={key} />)}</dd>
    </dl>
  );
}

function Key({ vkey }: { vkey: string }) {
  return <code className="block text-xs wrap-anywhere">{printable(vkey)}</code>;
}
