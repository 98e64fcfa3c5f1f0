import type { ReactNode } from "react";
import type { SessionSummary } from "@/lib/audit/sync/wire";
import { Hash } from "../hash/hash";
import { moment } from "./moment";
import { printable } from "./record-row";

/** Which drivers hold a boundary, and which only ask. */
const TRUST: Readonly<Record<string, string>> = {
  embedded: "enforced",
  node: "advisory",
  webcontainer: "advisory",
};

const STATUS: Readonly<Record<SessionSummary["status"], string>> = {
  open: "not closed",
  complete: "complete",
  interrupted: "interrupted",
};

interface SessionHeaderProps {
  readonly session: SessionSummary;
  readonly workspaceId: string;
  readonly workspaceName: string;
}

/** What ran, for whom, under which rules and in what: the line above everything else. */
export function SessionHeader({ session, workspaceId, workspaceName }: SessionHeaderProps) {
  const { sid, agent, driver, openedBy, openedAt, status, specSha256, nonceAt } = session;
  return (
    <header>
      <p className="text-text-muted text-xs">
        <a
          href={`/audit?w=${workspaceId}`}
          className="inline-flex min-h-6 items-center text-text-muted underline"
        >
          Audit of {printable(workspaceName)}
        </a>
      </p>
      <h1 className="font-semibold text-xl tracking-[-0.01em] wrap-anywhere">
        {agent === null ? "An agent without a name" : printable(agent)}
      </h1>
      <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-0.5 [&_dt]:text-text-muted">
        <Fact name="by">
          {printable(openedBy.name)}
          {openedBy.kind === "anonymous" && <span className="text-text-muted"> (anonymous)</span>}
        </Fact>
        <Fact name="in">
          {printable(driver)}, {TRUST[driver] ?? "unknown"}
        </Fact>
        <Fact name="seen since">
          <time dateTime={openedAt} className="tabular-nums">
            {moment(openedAt)}
          </time>
          {nonceAt === null && <span className="text-text-muted">, begun offline</span>}
        </Fact>
        <Fact name="status">{STATUS[status]}</Fact>
        <Fact name="spec">
          <Hash value={specSha256} label="hash of the spec" />
        </Fact>
        <Fact name="session">
          <Hash value={sid} label="session" />
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-1.5">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
