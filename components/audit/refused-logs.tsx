import type { LogFinding } from "@/lib/audit/sync/operate";
import { LINK } from "../ui/classes";
import { Finding } from "./finding";
import { sessionHref } from "./record-query";
import { printable } from "./record-row";

interface RefusedLogsProps {
  readonly findings: readonly LogFinding[];
  readonly workspaceId: string;
}

/** What the server found changed in what it stores, and signs no more: above everything else that is shown of it. */
export function RefusedLogs({ findings, workspaceId }: RefusedLogsProps) {
  if (findings.length === 0) return null;
  return (
    <section aria-label="Refused by the server" className="mb-4 space-y-2">
      {findings.map((finding) => (
        <Finding
          key={`${finding.sid} ${finding.code}`}
          told={{ tone: "broken", code: finding.code, title: titleOf(finding), why: printable(finding.why) }}
        >
          {finding.sid !== null && (
            <a
              className={LINK}
              href={sessionHref(finding.sid, {
                workspace: workspaceId,
                ...(finding.seq === null ? {} : { from: finding.seq }),
              })}
            >
              Look at the session
            </a>
          )}
        </Finding>
      ))}
    </section>
  );
}

function titleOf({ sid, seq }: LogFinding): string {
  const what = sid === null ? "The log of this workspace" : `The session ${sid}`;
  const where = seq === null ? "" : `, from record ${seq} on`;
  return `${what} is not what was signed${where}: the server signs nothing of it any more`;
}
