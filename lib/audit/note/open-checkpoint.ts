/**
 * A checkpoint out of a signed note: only if the log itself signed it. A note that a witness alone signed opens as a
 * note, but it is no checkpoint of that log; and a good signature by one log does not speak for the origin of another.
 */
import { readCheckpoint } from "./checkpoint";
import { readCosignature } from "./cosignature";
import { openNote } from "./signed-note";
import { type Checkpoint, type OpenedNote, type Read, refuse, SIGNATURE_TYPE, type Verifier } from "./types";

export interface SeenBy {
  readonly name: string;
  readonly keyId: string;
  /** Seconds since 1970, as the witness says. */
  readonly time: number;
}

export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: OpenedNote;
  /** The verified cosignatures, in the order of the note; the latest of each witness. */
  readonly cosigned: readonly SeenBy[];
}

/** `logs` are the keys of which one must have signed, each for the origin that is its name. */
export async function openCheckpoint(
  bytes: Uint8Array,
  logs: readonly Verifier[],
  witnesses: readonly Verifier[] = [],
): Promise<Read<OpenedCheckpoint>> {
  const opened = await openNote(bytes, [...logs, ...witnesses]);
  if (!opened.ok) return opened;
  const note = opened.value;
  const read = readCheckpoint(note.text);
  if (!read.ok) return read;
  const signers = logs.filter((log) => note.verified.some((one) => isBy(one, log)));
  if (signers.length === 0) return refuse("UNKNOWN_KEY", "The log itself has not signed.");
  if (!signers.some(({ name }) => name === read.value.origin)) {
    return refuse("WRONG_ORIGIN", `The log that signed is not ${read.value.origin}.`);
  }
  return { ok: true, value: { checkpoint: read.value, note, cosigned: cosignaturesOf(note, witnesses) } };
}

function isBy(one: { readonly name: string; readonly keyId: string }, key: Verifier): boolean {
  return one.name === key.name && one.keyId === key.keyId;
}

function cosignaturesOf({ verified }: OpenedNote, witnesses: readonly Verifier[]): SeenBy[] {
  const latest = new Map<string, SeenBy>();
  for (const { name, keyId, payload } of verified) {
    const isWitness = witnesses.some(
      (known) => known.type === SIGNATURE_TYPE.cosignature && isBy({ name, keyId }, known),
    );
    const read = isWitness ? readCosignature(payload) : undefined;
    if (read?.ok !== true) continue;
    const id = `${name} ${keyId}`;
    const { time } = read.value;
    if (time >= (latest.get(id)?.time ?? 0)) latest.set(id, { name, keyId, time });
  }
  return [...latest.values()];
}
