import type { ReactNode } from "react";
import { Hash } from "../hash/hash";
import { LINK } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { Where } from "./audit-client";
import { covering, type IntegrityState, inWords } from "./integrity";
import { recordHref } from "./record-query";
import { printable, rowOf } from "./record-row";

interface RecordDetailProps {
  readonly where: Where;
  readonly seq: number;
  readonly line: string;
  readonly states: readonly IntegrityState[];
  /** The text of the spec that decided, where it is at hand. */
  readonly spec: string | null;
  /** Known to be wrong, with the code. */
  readonly broken?: string | undefined;
}

/** All that one record says, and what stands for it. */
export function RecordDetail({ where, seq, line, states, spec, broken }: RecordDetailProps) {
  const row = rowOf(seq, line);
  const { record } = row;
  const { rule, line: specLine, reason, code, of, call } = record?.data ?? {};
  const covers = covering(states, seq);
  const source = typeof specLine === "number" ? spec?.split("\n")[specLine - 1] : undefined;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 [&>dt]:text-text-muted">
      <Fact name="Type">
        <span className="flex flex-wrap items-center gap-x-2">
          {row.type} {row.mark && <Verdict {...row.mark} />}
        </span>
      </Fact>
      {broken !== undefined && (
        <Fact name="Fault">
          <Verdict kind="error" word={`broken here: ${broken}`} />
        </Fact>
      )}
      {row.subject !== "" && (
        <Fact name="Target">
          <code className="text-xs wrap-anywhere">{row.subject}</code>
        </Fact>
      )}
      {typeof rule === "string" && (
        <Fact name="Rule">
          <code className="text-xs wrap-anywhere">{printable(rule)}</code>
          {typeof specLine === "number" && (
            <>
              {" "}
              <a
                href={`/w/${where.workspaceId}#agent.toml:${specLine}`}
                className={`${LINK} inline-flex min-h-6 items-center`}
              >
                line {specLine}
              </a>
            </>
          )}
        </Fact>
      )}
      {source !== undefined && (
        <Fact name="As it stands there">
          <code className="text-xs wrap-anywhere">{printable(source.trim())}</code>
        </Fact>
      )}
      {typeof code === "string" && <Fact name="Code">{code}</Fact>}
      {typeof reason === "string" && <Fact name="Reason">{printable(reason)}</Fact>}
      {typeof call === "string" && <Fact name="Call">{printable(call)}</Fact>}
      {typeof of === "number" && (
        <Fact name="Answers">
          <a
            href={recordHref(where.sid, of, where.workspaceId)}
            className={`${LINK} inline-flex min-h-6 items-center`}
          >
            #{inWords(of)}
          </a>
        </Fact>
      )}
      {record !== undefined && (
        <>
          <Fact name="Time">
            <span className="tabular-nums">{record.ts}</span>
          </Fact>
          <Fact name="Link to the one before">
            <Hash value={record.prev} label="link" />
          </Fact>
        </>
      )}
      <Fact name="Covered by">
        {covers.length === 0
          ? "nothing"
          : covers
              .map(({ word, standing }) => `${word}${standing === "said" ? " (says the server)" : ""}`)
              .join("; ")}
      </Fact>
      <Fact name="As recorded">
        <pre className="bg-surface-1 p-2 text-xs whitespace-pre-wrap wrap-anywhere">{printable(line)}</pre>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
