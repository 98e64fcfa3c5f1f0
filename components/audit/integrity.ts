/**
 * The four things that must not be mixed up: recorded, countersigned, anchored, witnessed. Each is either shown by
 * this page's own verification, said by the server alone, or not there. There is no fifth that sums them up.
 */
import { utf8 } from "@/lib/audit/bytes";
import { parseNote, readCheckpoint, readTlogProof } from "@/lib/audit/note";
import type { Report, States } from "@/lib/audit/verify";

export type Standing = "verified" | "said" | "pending" | "absent" | "broken";

export interface IntegrityState {
  readonly name: "recorded" | "countersigned" | "anchored" | "witnessed";
  readonly standing: Standing;
  readonly word: string;
  /** Up to which record, where that is not all of them. */
  readonly detail?: string;
  /** The time of the countersignature, in seconds. */
  readonly time?: number;
  readonly size: number;
}

/** What the server says, before anything of it was verified. */
export interface Said {
  readonly size: number;
  readonly receipt: { readonly size: number; readonly time: number; readonly proof: string } | null;
  /** It has not looked at all that it stores, and says nothing of what it signed until then. */
  readonly checking: unknown;
}

const WHOLE = new Intl.NumberFormat("en");
export const inWords = (count: number) => WHOLE.format(count);

export function saidStates({ size, receipt, checking }: Said): readonly IntegrityState[] {
  if (checking !== null) {
    return [
      { name: "recorded", standing: "said", word: `recorded ${inWords(size)}`, size },
      { name: "countersigned", standing: "pending", word: "countersigned?", size: 0 },
      { name: "anchored", standing: "pending", word: "anchored?", size: 0 },
      { name: "witnessed", standing: "pending", word: "witnessed?", size: 0 },
    ];
  }
  const leaves = receipt && treeSizeOf(receipt.proof);
  return [
    { name: "recorded", standing: "said", word: `recorded ${inWords(size)}`, size },
    receipt
      ? {
          name: "countersigned",
          standing: "said",
          word: "countersigned",
          time: receipt.time,
          size: receipt.size,
          ...upTo(receipt.size, size),
        }
      : absent("countersigned", "not countersigned"),
    receipt && leaves !== undefined && leaves !== null
      ? {
          name: "anchored",
          standing: "said",
          word: `anchored, workspace size ${inWords(leaves)}`,
          size: receipt.size,
          ...upTo(receipt.size, size),
        }
      : absent("anchored", "not anchored"),
    absent("witnessed", "not witnessed"),
  ];
}

export function verifiedStates({
  states,
  summary,
  faults,
}: Pick<Report, "states" | "summary" | "faults">): readonly IntegrityState[] {
  const { size } = summary;
  const isBroken = faults.some(({ place }) => place.in === "record");
  return [
    isBroken
      ? { name: "recorded", standing: "broken", word: `broken after ${inWords(size)} records`, size }
      : { name: "recorded", standing: "verified", word: `recorded ${inWords(size)}`, size },
    countersigned(states, size),
    anchored(states, size),
    witnessed(states, size),
  ];
}

function countersigned({ countersigned: state }: States, size: number): IntegrityState {
  if (state === undefined) return absent("countersigned", "not countersigned");
  const times = state.by.flatMap(({ time }) => time ?? []);
  return {
    name: "countersigned",
    standing: "verified",
    word: "countersigned",
    size: state.size,
    ...(times.length > 0 && { time: Math.max(...times) }),
    ...upTo(state.size, size),
  };
}

function anchored({ anchored: state }: States, size: number): IntegrityState {
  if (state === undefined) return absent("anchored", "not anchored");
  const word = `anchored, workspace size ${inWords(state.treeSize)}`;
  return { name: "anchored", standing: "verified", word, size: state.size, ...upTo(state.size, size) };
}

function witnessed({ witnessed: state }: States, size: number): IntegrityState {
  if (state === undefined || state.k === 0) return absent("witnessed", "not witnessed");
  const word = `witnessed ${state.k} of ${state.n}`;
  return { name: "witnessed", standing: "verified", word, size: state.size, ...upTo(state.size, size) };
}

/** Which of the states cover a record. */
export function covering(states: readonly IntegrityState[], seq: number): readonly IntegrityState[] {
  return states.filter(({ standing, size }) => standing !== "absent" && seq < size);
}

function upTo(covered: number, size: number): { detail?: string } {
  return covered < size ? { detail: `the first ${inWords(covered)} of ${inWords(size)} records` } : {};
}

function absent(name: IntegrityState["name"], word: string): IntegrityState {
  return { name, standing: "absent", word, size: 0 };
}

/** How many leaves the workspace's log had, as the proof's checkpoint says. */
function treeSizeOf(proof: string): number | undefined {
  const read = readTlogProof(utf8(proof));
  const note = read.ok ? parseNote(utf8(read.value.checkpoint)) : undefined;
  const checkpoint = note?.ok ? readCheckpoint(note.value.text) : undefined;
  return checkpoint?.ok ? checkpoint.value.size : undefined;
}
