import { moment } from "../audit/moment";
import { printable } from "../audit/record-row";
import { Hash } from "../hash/hash";
import { QUIET } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { ChangeForm } from "./change-form";
import { nameOf, stateOf, type Witness } from "./witness-state";

interface WitnessListProps {
  readonly workspaceId: string;
  readonly witnesses: readonly Witness[];
  /** Entries of the log. */
  readonly size: number;
  readonly mayChange: boolean;
}

export function WitnessList({ witnesses, ...rest }: WitnessListProps) {
  if (witnesses.length === 0) return null;
  return (
    <ul aria-label="Witnesses" className="mt-2 border-line-strong border-t">
      {witnesses.map((witness) => (
        <li key={witness.vkey} className="border-line border-b py-2">
          <WitnessRow witness={witness} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function WitnessRow({
  witness,
  workspaceId,
  size,
  mayChange,
}: Omit<WitnessListProps, "witnesses"> & { witness: Witness }) {
  const { vkey, url, signedAt, trouble, troubleAt } = witness;
  const state = stateOf(witness, size);
  // Somebody else made it up: nothing in it may hide or turn around what stands beside it.
  const name = printable(nameOf(vkey));
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
          <span className="font-medium wrap-anywhere">{name}</span>
          <Verdict kind={state.kind} word={state.word} />
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-text-muted text-xs">
          <code className="wrap-anywhere">{printable(url)}</code>
          <Hash value={vkey} label={`key of ${name}`} />
        </p>
        <p className="text-text-muted text-xs tabular-nums">
          {signedAt === null ? (
            "It has not signed yet."
          ) : (
            <>
              Signed last at <time dateTime={signedAt}>{moment(signedAt)}</time>.
            </>
          )}
        </p>
        {trouble !== null && (
          <p className="text-error text-xs wrap-anywhere">
            {troubleAt !== null && (
              <>
                <time dateTime={troubleAt}>{moment(troubleAt)}</time>:{" "}
              </>
            )}
            {trouble} It is asked again by itself.
          </p>
        )}
      </div>
      {mayChange && (
        <ChangeForm workspaceId={workspaceId} does="remove">
          <input type="hidden" name="vkey" value={vkey} />
          <button type="submit" className={QUIET} aria-label={`Remove ${name}`}>
            Remove
          </button>
        </ChangeForm>
      )}
    </div>
  );
}
