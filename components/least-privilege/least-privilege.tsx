"use client";

import { useState } from "react";
import type { DeskStore } from "../policy-desk/desk-store";
import type { RuleView } from "../policy-desk/messages";
import { useAnswer } from "../policy-desk/use-answer";
import { ChangesList } from "../policy-diff/changes-list";
import { BUTTON, HEADING, PRIMARY } from "../ui/classes";
import { DiffLines } from "./diff-lines";

interface LeastPrivilegeProps {
  readonly desk: DeskStore;
  readonly policy: string;
  /** Of the policy as it is typed. */
  readonly unused: readonly RuleView[];
  readonly mayEdit: boolean;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** What the run had no use for, and the edit that leaves it out: first to be looked at, then made. */
export function LeastPrivilege({ desk, policy, unused, mayEdit, onEditPolicy }: LeastPrivilegeProps) {
  const [shownFor, setShownFor] = useState<string>();
  const isShown = shownFor === policy; // an edit in between makes another proposal
  return (
    <section aria-label="Least privilege" className="border-line border-b px-3 py-2">
      <h3 className={HEADING}>Used by the run</h3>
      <p className="mt-0.5 text-text-muted">
        {unused.length === 0
          ? "Every grant was used by the run."
          : `${unused.length} ${unused.length === 1 ? "grant was" : "grants were"} used by nothing in the run; marked below.`}{" "}
        One run is not every run: look at what would go.
      </p>
      {isShown ? (
        <Proposal
          desk={desk}
          policy={policy}
          mayEdit={mayEdit}
          onEditPolicy={onEditPolicy}
          onClose={() => setShownFor(undefined)}
        />
      ) : (
        <button type="button" className={`${BUTTON} mt-2`} onClick={() => setShownFor(policy)}>
          Shrink to what was used…
        </button>
      )}
    </section>
  );
}

type ProposalProps = Omit<LeastPrivilegeProps, "unused"> & { readonly onClose: () => void };

function Proposal({ desk, policy, mayEdit, onEditPolicy, onClose }: ProposalProps) {
  const { answer, isCurrent } = useAnswer(desk, { kind: "shrink", text: policy });
  if (!answer || !isCurrent) return <p className="mt-2 text-text-muted">Working it out…</p>;
  const { diff, removed, narrowed, changes, text } = answer;
  const isNothing = diff.length === 0;
  return (
    <div className="mt-2 space-y-2">
      <p role="status">
        {isNothing
          ? "Nothing in the policy is wider than what the run used."
          : `${removed} to remove, ${narrowed} to narrow. Every request of the run would be decided as before.`}
      </p>
      {!isNothing && (
        <>
          <DiffLines lines={diff} />
          <ChangesList changes={changes} />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {!isNothing && mayEdit && (
          <button
            type="button"
            className={PRIMARY}
            onClick={() =>
              onEditPolicy(text, "The policy was shrunk to what the run used; undo brings it back")
            }
          >
            Shrink the policy
          </button>
        )}
        <button type="button" className={BUTTON} onClick={onClose}>
          {isNothing ? "Close" : "Leave it as it is"}
        </button>
      </div>
    </div>
  );
}
