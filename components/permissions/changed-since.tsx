"use client";

import { useId, useState } from "react";
import type { DeskStore } from "../policy-desk/desk-store";
import { Meaning } from "../policy-diff/meaning";
import { FIELD, HEADING } from "../ui/classes";

interface ChangedSinceProps {
  readonly desk: DeskStore;
  readonly policy: string;
  /** As the workspace began. */
  readonly base: string;
  /** As the last run began; undefined before the first. */
  readonly atRun: string | undefined;
  readonly onGoToLine: (line: number) => void;
}

/** What the policy as it is typed means against an older one: wider, narrower, and requests that show it. */
export function ChangedSince({ desk, policy, base, atRun, onGoToLine }: ChangedSinceProps) {
  const id = useId();
  const [since, setSince] = useState<"base" | "run">("base");
  const old = since === "run" && atRun !== undefined ? atRun : base;
  return (
    <section aria-label="Changed" className="border-line border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className={HEADING}>
          <label htmlFor={id}>Changed since</label>
        </h3>
        <select
          id={id}
          value={since === "run" && atRun === undefined ? "base" : since}
          onChange={({ target }) => setSince(target.value === "run" ? "run" : "base")}
          className={`${FIELD} pr-1`}
        >
          <option value="base">the workspace began</option>
          {atRun !== undefined && <option value="run">the last run began</option>}
        </select>
      </div>
      <div className="mt-1">
        {old === policy ? (
          <p className="text-text-muted">Not changed.</p>
        ) : (
          <Meaning desk={desk} old={old} text={policy} onGoToLine={onGoToLine} />
        )}
      </div>
    </section>
  );
}
