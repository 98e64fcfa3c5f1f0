import type { Report } from "@/lib/audit/verify";
import { QUIET } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { LogReport } from "./use-report";

/** What this page found when it verified the log of the run, in a line. */
export function LogState({ log }: { log: LogReport }) {
  return (
    <p role="status" className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2 text-xs">
      {log.at === "none" && (
        <span className="text-text-muted">The log is verified when the run is over.</span>
      )}
      {log.at === "working" && <span className="text-text-muted">Verifying the log…</span>}
      {log.at === "failed" && <Failed again={log.again} />}
      {log.at === "done" && <Done report={log.report} />}
    </p>
  );
}

/** The records are kept, and as good as before: only what looks at them did not come. */
function Failed({ again }: { again: () => void }) {
  return (
    <>
      <Verdict kind="error" word="Not verified: what verifies the log could not be fetched." />
      <button type="button" className={`${QUIET} min-h-6`} onClick={again}>
        Try again
      </button>
    </>
  );
}

function Done({ report: { verdict, why, summary } }: { report: Report }) {
  if (verdict !== "OK") return <Verdict kind="error" word={`${verdict}: ${why}`} />;
  return (
    <>
      <Verdict
        kind="allow"
        word={`Log verified in this page: ${summary.size.toLocaleString("en")} records`}
      />
      <span className="text-text-muted">
        signed by the key of this session, {summary.isClosed ? "closed" : "not closed"}
      </span>
    </>
  );
}
