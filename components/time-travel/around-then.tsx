"use client";

import type { RunStore } from "../run/run-store";
import { LINK } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { Asking } from "./outstanding";

interface AroundThenProps {
  readonly trace: RunStore["trace"];
  readonly asking: Asking;
  readonly seq: number;
  readonly onChoose: (seq: number) => void;
}

const HEADING = "px-3 pt-2 font-medium text-text-muted text-xs";
const MOST_ROWS = 200;

/** What was still open at a record, and what the agent was given and had asked for. */
export function AroundThen({ trace, asking, seq, onChoose }: AroundThenProps) {
  const isRead = asking.size > seq;
  const open = asking.at(seq);
  return (
    <>
      <section aria-label="Open calls then" className="border-line border-t pb-2">
        <h3 className={HEADING}>Asked and not yet answered</h3>
        {!isRead && <p className="px-3 text-xs">Reading the records…</p>}
        {isRead && open.length === 0 && <p className="px-3 text-text-muted text-xs">Nothing was open.</p>}
        <ul className="m-0 list-none p-0 px-3 text-xs">
          {open.slice(0, MOST_ROWS).map((call) => (
            <li key={call.seq} className="flex min-h-6 flex-wrap items-center gap-x-2">
              <button type="button" className={LINK} onClick={() => onChoose(call.seq)}>
                Record {call.seq}
              </button>
              <span className="font-mono wrap-anywhere">
                {call.op} {call.target}
              </span>
              {call.waitsFor === "person" && <Verdict kind="approve" word="waits for a person" />}
            </li>
          ))}
        </ul>
      </section>
      <Environment trace={trace} asking={asking} seq={seq} />
    </>
  );
}

function Environment({ trace, asking, seq }: Omit<AroundThenProps, "onChoose">) {
  const facts = factsOf(trace.line(0));
  const variables = asking.variablesAt(seq);
  return (
    <section aria-label="Environment then" className="border-line border-t pb-2">
      <h3 className={HEADING}>Environment</h3>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-3 px-3 text-xs">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-muted">{name}</dt>
            <dd className="m-0 font-mono wrap-anywhere">{value}</dd>
          </div>
        ))}
        <dt className="text-text-muted">Variables asked for</dt>
        <dd className="m-0">
          {variables.length === 0
            ? "none until then"
            : variables.map(({ target, verdict }) => (
                <span key={target} className="mr-3 inline-flex items-center gap-1">
                  <span className="font-mono">{target}</span>{" "}
                  <Verdict kind={verdict === "deny" ? "deny" : "allow"} />
                </span>
              ))}
        </dd>
      </dl>
    </section>
  );
}

/** Of the opening of the session. */
function factsOf(line: string): readonly (readonly [string, string])[] {
  try {
    const { data } = JSON.parse(line) as { data: Readonly<Record<string, unknown>> };
    const { agent, actor, driver } = data;
    const { name, version } = (driver ?? {}) as { name?: unknown; version?: unknown };
    return [
      ["Agent", agent],
      ["For", actor],
      ["Sandbox", typeof name === "string" ? `${name} ${String(version)}` : undefined],
      ["Folder", "/workspace"],
    ].filter((fact): fact is [string, string] => typeof fact[1] === "string");
  } catch {
    return [];
  }
}
