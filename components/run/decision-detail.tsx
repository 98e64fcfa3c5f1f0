"use client";

import { X } from "lucide-react";
import { useContext, useEffect, useState } from "react";
import { printable, rowOf } from "../audit/record-row";
import { RecordBodies } from "../bodies/record-bodies";
import { CopyButton } from "../feedback/copy-button";
import { askSpec } from "../monaco/spec/ask-spec";
import { DeskContext } from "../policy-desk/desk-context";
import { Meaning } from "../policy-diff/meaning";
import { BUTTON, HEADING, ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { Verdict } from "../verdict/verdict";
import type { Explained, Fix as PolicyFix } from "./decision";

interface DecisionDetailProps {
  readonly seq: number;
  readonly line: string;
  /** What came of it, where anything did. */
  readonly result: string | undefined;
  readonly policyAtRun: string;
  readonly policyNow: string;
  readonly mayEdit: boolean;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
  readonly onClose: () => void;
}

/** One record in full: what was asked, what was decided and why, and what can be done about it. */
export function DecisionDetail(props: DecisionDetailProps) {
  const { seq, line, result, policyAtRun, policyNow, mayEdit, onGoToLine, onEditPolicy, onClose } = props;
  const explained = useExplained(line, policyAtRun, policyNow);
  const { record, type, mark, rule } = rowOf(seq, line);
  const data = record?.data ?? {};
  const { request, line: specLine } = data as { request?: object; line?: number };
  const { fix, folderFix, noFix, reason, test } = explained ?? {};
  return (
    <section
      aria-label={`Record ${seq}`}
      className="flex max-h-[55%] min-h-36 max-lg:max-h-none max-lg:shrink-0 flex-col border-line border-t"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 pr-1 pl-3">
        <h3 className={`${HEADING} tabular-nums`}>#{seq}</h3>
        <span className="font-mono text-xs">{type}</span>
        {mark && <Verdict kind={mark.kind} word={mark.word} />}
        <button
          type="button"
          className={`${ICON_BUTTON} ml-auto`}
          aria-label="Close the record"
          onClick={onClose}
        >
          <Icon of={X} />
        </button>
      </div>
      <div className="min-h-0 overflow-y-auto px-3 pb-3">
        {reason !== undefined && <p className="max-w-prose">{printable(reason)}</p>}
        {rule !== "" && <p className="mt-1 font-mono text-text-muted text-xs">{rule}</p>}
        {fix && <Fix exact={fix} folder={folderFix} {...{ policyNow, mayEdit, onEditPolicy }} />}
        <Fields of={request ?? data} />
        <RecordBodies line={line} result={result} />
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {typeof specLine === "number" && (
            <button type="button" className={BUTTON} onClick={() => onGoToLine(specLine)}>
              Go to line {specLine}
            </button>
          )}
          {mayEdit && test !== undefined && (
            <button
              type="button"
              className={BUTTON}
              onClick={() => onEditPolicy(`${policyNow.trimEnd()}\n\n${test}`, "A test holds this decision")}
            >
              Make it a test
            </button>
          )}
          <CopyButton text={line} label="Copy the record" />
        </div>
        {noFix !== undefined && (
          <p className="mt-3 border-line border-t pt-2 text-text-muted">{printable(noFix)}</p>
        )}
      </div>
    </section>
  );
}

interface FixProps extends Pick<DecisionDetailProps, "policyNow" | "mayEdit" | "onEditPolicy"> {
  readonly exact: PolicyFix;
  /** With all that is in it. */
  readonly folder: PolicyFix | undefined;
}

/** Before all that is merely told of the record: it is what most came for, and on a low window it must not be out of sight. */
function Fix({ exact, folder, policyNow, mayEdit, onEditPolicy }: FixProps) {
  const desk = useContext(DeskContext);
  const [asFolder, setAsFolder] = useState(false);
  const { adds, text } = (asFolder && folder) || exact;
  return (
    <div className="mt-2 border-line border-y py-2">
      <div className="flex flex-wrap items-center gap-x-2">
        <h4 className={`${HEADING} mr-auto`}>What would let this through</h4>
        {mayEdit && (
          <button
            type="button"
            className={BUTTON}
            onClick={() => onEditPolicy(text, "The policy was changed; run again to see it")}
          >
            Allow it in the policy
          </button>
        )}
      </div>
      {folder && (
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            checked={asFolder}
            onChange={({ currentTarget }) => setAsFolder(currentTarget.checked)}
            className="size-4 accent-accent"
          />
          It is a folder: with all that is in it
        </label>
      )}
      <ul className="mt-1 space-y-1">
        {adds.map(({ list, entry, also }) => (
          <li key={`${list} ${entry}`}>
            <code className="text-xs">
              {list} + {printable(entry)}
            </code>
            {also !== undefined && (
              <p className="text-text-muted">
                It also allows, for example, <code className="text-xs">{printable(also)}</code>
              </p>
            )}
          </li>
        ))}
      </ul>
      {desk && (
        <div className="mt-2">
          <Meaning desk={desk} old={policyNow} text={text} />
        </div>
      )}
    </div>
  );
}

function useExplained(line: string, atRun: string, inEditor: string): Explained | undefined {
  const [explained, setExplained] = useState<Explained>();
  useEffect(() => {
    let isCurrent = true;
    setExplained(undefined);
    void askSpec("explain", { line, atRun, inEditor }).then((found) => {
      if (isCurrent && found) setExplained(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [line, atRun, inEditor]);
  return explained;
}

function Fields({ of: fields }: { of: object }) {
  const entries = Object.entries(fields);
  if (entries.length === 0) return null;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-text-muted">{name}</dt>
          <dd className="break-all font-mono">
            {printable(typeof value === "string" ? value : JSON.stringify(value))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
