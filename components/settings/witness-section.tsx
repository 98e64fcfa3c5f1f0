import type { LogState } from "@/lib/audit/sync/operate";
import { HEADING, LINK } from "../ui/classes";
import { type Said, SaidLine } from "./said";
import { AddWitness, QuorumForm, type Typed } from "./witness-forms";
import { WitnessList } from "./witness-list";
import { witnessedInWords } from "./witness-state";

interface WitnessSectionProps {
  readonly workspaceId: string;
  readonly log: LogState;
  readonly mayChange: boolean;
  readonly said: Said;
  readonly typed: Typed;
}

/** Who signs the log beside this server. The only thing that shows a server which tells different people different things. */
export function WitnessSection({ workspaceId, log, mayChange, said, typed }: WitnessSectionProps) {
  return (
    <section aria-labelledby="witnesses" className="max-w-[46rem]">
      <h2 id="witnesses" className={`${HEADING} scroll-mt-14`}>
        Outside witnesses
      </h2>
      <SaidLine said={said} part="witnesses" />
      <p className="mt-1">{witnessedInWords(log)}</p>
      <p className="mt-1 text-text-muted">
        A witness signs a checkpoint only when it extends what it has seen: whoever runs this server cannot
        show one log to you and another to the next. It learns the id of the workspace and how many entries
        the log has, and no session. It signs only logs that it knows: give its operator the{" "}
        <a href="#keys" className={LINK}>
          key of this log
        </a>
        .
      </p>
      <WitnessList
        workspaceId={workspaceId}
        witnesses={log.witnesses}
        size={log.size}
        mayChange={mayChange}
      />
      {mayChange && log.witnesses.length > 0 && <QuorumForm workspaceId={workspaceId} log={log} />}
      {mayChange && <AddWitness workspaceId={workspaceId} said={said} typed={typed} />}
    </section>
  );
}
