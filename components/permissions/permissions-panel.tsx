"use client";

import { LeastPrivilege } from "../least-privilege/least-privilege";
import { DeskFault, hasFault } from "../policy-desk/desk-fault";
import type { DeskStore } from "../policy-desk/desk-store";
import { useDeskVersion } from "../policy-desk/use-desk";
import { ChangedSince } from "./changed-since";
import { Domains } from "./domains";
import { TryLine } from "./try-line";

interface PermissionsPanelProps {
  readonly desk: DeskStore;
  readonly policy: string;
  readonly base: string;
  readonly atRun: string | undefined;
  readonly mayEdit: boolean;
  readonly onGoToLine: (line: number) => void;
  readonly onEditPolicy: (text: string, said: string) => void;
}

/** What the policy as it is typed lets the agent do, in plain words. */
export function PermissionsPanel(props: PermissionsPanelProps) {
  const { desk, policy, base, atRun, mayEdit, onGoToLine, onEditPolicy } = props;
  useDeskVersion(desk);
  const { policy: read, unused } = desk;
  if (hasFault(desk)) return <DeskFault desk={desk} what="What it permits" onGoToLine={onGoToLine} />;
  if (!read?.view.permissions) return <p className="px-3 py-3 text-text-muted">Reading the policy…</p>;
  const isCurrent = read.text === policy;
  const known = unused && unused.text === policy ? unused.view : undefined;
  return (
    <div className="min-h-0 grow overflow-y-auto" aria-busy={!isCurrent}>
      <TryLine desk={desk} policy={policy} onGoToLine={onGoToLine} />
      {(policy !== base || atRun !== undefined) && (
        <ChangedSince desk={desk} policy={policy} base={base} atRun={atRun} onGoToLine={onGoToLine} />
      )}
      {known && (
        <LeastPrivilege
          desk={desk}
          policy={policy}
          unused={known}
          mayEdit={mayEdit}
          onEditPolicy={onEditPolicy}
        />
      )}
      <Domains
        domains={read.view.permissions}
        risks={read.view.risks}
        unused={new Set(known?.map(({ id }) => id))}
        onGoToLine={onGoToLine}
      />
      <p className="px-3 py-2 text-text-muted">What is not listed is denied.</p>
    </div>
  );
}
