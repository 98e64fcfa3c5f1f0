/**
 * The changes, and what a verifier must call each of them when a receipt for the whole log is there and its keys are
 * known. Several codes where it depends on the place: the last record has nothing behind it whose link would break.
 */
import type { VerdictCode } from "../verdicts";

type Code = Exclude<VerdictCode, "OK">;

interface Change {
  readonly what: string;
  readonly codes: readonly (Code | "unknown")[];
}

export const CHANGES = {
  "edit-field": {
    what: "Change a value of one record, and write the record canonically again.",
    codes: ["BROKEN_LINK", "ROOT_MISMATCH"],
  },
  "flip-bit": {
    what: "Flip one bit of one record.",
    codes: [
      "PARSE",
      "NOT_CANONICAL",
      "UNKNOWN_VERSION",
      "FOREIGN_SESSION",
      "GAP",
      "BROKEN_LINK",
      "ROOT_MISMATCH",
    ],
  },
  "delete-head": { what: "Delete the first record.", codes: ["GAP"] },
  "delete-middle": { what: "Delete a record between the first and the last.", codes: ["GAP"] },
  "delete-tail": { what: "Delete the last record.", codes: ["MISSING_ENTRIES"] },
  truncate: { what: "Cut the log off behind some record, or before the first.", codes: ["MISSING_ENTRIES"] },
  tear: { what: "Cut the log off within a record.", codes: ["PARSE"] },
  swap: { what: "Let two records change places.", codes: ["GAP"] },
  duplicate: { what: "Repeat a record behind itself.", codes: ["GAP"] },
  insert: {
    what: "Put a made-up record, with the right number and link, between two others.",
    codes: ["GAP"],
  },
  append: {
    what: "Put a made-up record, with the right number and link, behind the last.",
    codes: ["AFTER_CLOSE", "UNANCHORED_TAIL"],
  },
  rechain: {
    what: "Change a value of one record, and give all records behind it the links that then fit.",
    codes: ["ROOT_MISMATCH"],
  },
  splice: {
    what: "Go on, behind some record, with the records of another session.",
    codes: ["FOREIGN_SESSION"],
  },
  replay: { what: "Repeat a run of records behind it.", codes: ["GAP"] },
  forge: {
    what: "Change the log, chain it anew, name another key in its first record, and sign with that.",
    codes: ["UNKNOWN_KEY"],
  },
  "checkpoint-origin": { what: "Change the first line of the checkpoint.", codes: ["BAD_SIGNATURE"] },
  "checkpoint-size": { what: "Change the second line of the checkpoint.", codes: ["BAD_SIGNATURE"] },
  "checkpoint-root": { what: "Change the third line of the checkpoint.", codes: ["BAD_SIGNATURE"] },
  "checkpoint-signature": {
    what: "Flip one bit of a signature of the checkpoint.",
    codes: ["BAD_SIGNATURE"],
  },
  "checkpoint-drop": { what: "Leave the checkpoint out.", codes: ["unknown"] },
} as const satisfies Record<string, Change>;

export type ChangeName = keyof typeof CHANGES;

export function isChange(name: string): name is ChangeName {
  return Object.hasOwn(CHANGES, name);
}
