import type { LogState } from "@/lib/audit/sync/operate";
import { BUTTON, FIELD } from "../ui/classes";
import { ChangeForm } from "./change-form";
import type { Said } from "./said";

export interface Typed {
  readonly vkey: string;
  readonly url: string;
}

interface AddWitnessProps {
  readonly workspaceId: string;
  readonly said: Said;
  /** What was typed before, and not taken. */
  readonly typed: Typed;
}

const LABEL = "text-text-muted text-xs";

export function AddWitness({ workspaceId, said: { fault }, typed }: AddWitnessProps) {
  const isWrong = (field: "url" | "vkey") => fault?.startsWith(`${field}-`) === true;
  return (
    <ChangeForm workspaceId={workspaceId} does="add" label="Add a witness" className="mt-3 grid gap-2">
      <span className="grid gap-0.5">
        <label htmlFor="witness-url" className={LABEL}>
          Address of the witness, to which <code>/add-checkpoint</code> is added
        </label>
        <input
          id="witness-url"
          name="url"
          type="url"
          required
          maxLength={500}
          defaultValue={typed.url}
          placeholder="https://witness.example/"
          aria-invalid={isWrong("url")}
          aria-describedby={isWrong("url") ? "witnesses-said" : undefined}
          className={`${FIELD} w-full`}
        />
      </span>
      <span className="grid gap-0.5">
        <label htmlFor="witness-vkey" className={LABEL}>
          Key of the witness
        </label>
        <input
          id="witness-vkey"
          name="vkey"
          required
          maxLength={1_024}
          defaultValue={typed.vkey}
          placeholder="witness.example+01234567+B…"
          autoComplete="off"
          spellCheck={false}
          pattern="\s*[^+]+\+[0-9a-f]{8}\+[0-9A-Za-z+\/=]+\s*"
          title="NAME+ID+KEY, as the operator of the witness gives it"
          aria-invalid={isWrong("vkey")}
          aria-describedby={isWrong("vkey") ? "witnesses-said" : undefined}
          className={`${FIELD} w-full font-mono`}
        />
      </span>
      <span>
        <button type="submit" className={BUTTON}>
          Add the witness
        </button>
      </span>
    </ChangeForm>
  );
}

export function QuorumForm({ workspaceId, log }: { workspaceId: string; log: LogState }) {
  const { quorum, witnesses } = log;
  return (
    <ChangeForm
      workspaceId={workspaceId}
      does="quorum"
      label="Quorum"
      className="mt-3 flex flex-wrap items-center gap-2"
    >
      <label htmlFor="quorum">How many of {witnesses.length} have to sign</label>
      <input
        id="quorum"
        name="quorum"
        type="number"
        required
        min={0}
        max={witnesses.length}
        defaultValue={quorum}
        aria-describedby="quorum-means"
        className={`${FIELD} w-16 tabular-nums`}
      />
      <button type="submit" className={BUTTON}>
        Set the quorum
      </button>
      <p id="quorum-means" className="basis-full text-text-muted">
        Readers of a public log get the last checkpoint that so many have signed, and exports ask for it. 0
        asks for none.
      </p>
    </ChangeForm>
  );
}
