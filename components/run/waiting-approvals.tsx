"use client";

import { useEffect, useState } from "react";
import { Hash } from "../hash/hash";
import { EmptyState } from "../states/empty-state";
import { BUTTON, PRIMARY } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { Waiting } from "./approvals";
import { clockOf } from "./elapsed";

interface WaitingApprovalsProps {
  readonly waiting: readonly Waiting[];
  readonly onAnswer: (of: number, grant: boolean) => void;
  readonly onGoToLine: (line: number) => void;
}

/** What the agent waits for: one action each, named by its digest, with its time. Nobody answering is a no. */
export function WaitingApprovals({ waiting, onAnswer, onGoToLine }: WaitingApprovalsProps) {
  const now = useNow(waiting.length > 0);
  if (waiting.length === 0) {
    return (
      <div className="px-3">
        <EmptyState kind="nothing-yet" title="Nothing waits for you">
          What the policy wants a person to approve comes here while the agent waits.
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className="min-h-0 grow overflow-auto">
      {waiting.map((each) => (
        <li key={each.of} className="border-line border-b px-3 py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Verdict kind="approve" word="waits for you" />
            <span className="font-mono text-xs">{each.op}</span>
            <span className="min-w-0 break-all font-mono text-xs">{each.action}</span>
            <span className="ml-auto text-text-muted tabular-nums">
              {clockOf(Math.max(0, each.expires - now))} left
            </span>
          </div>
          {each.preview !== undefined && (
            <pre className="mt-1.5 max-h-24 overflow-auto rounded border border-line bg-surface-1 p-2 text-xs">
              {each.preview}
            </pre>
          )}
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <button type="button" className={PRIMARY} onClick={() => onAnswer(each.of, true)}>
              Approve this once
            </button>
            <button type="button" className={BUTTON} onClick={() => onAnswer(each.of, false)}>
              Deny
            </button>
            {each.line !== undefined && (
              <button type="button" className={BUTTON} onClick={() => onGoToLine(each.line as number)}>
                Go to line {each.line}
              </button>
            )}
            <span className="text-text-muted text-xs">
              action <Hash value={each.digest} label="digest of the action" />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}
