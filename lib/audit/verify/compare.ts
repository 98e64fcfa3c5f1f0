/**
 * Holds the records against everything that was signed for them, and what was signed against each other.
 *
 * Which of two is wrong shows in the sizes. Records that agree with a checkpoint agree with all its smaller ones, so
 * when a smaller one does not, two logs were signed: a fork. Where only a larger one does not, the records are wrong.
 */
import { equalBytes, toHex } from "../bytes";
import type { Checkpoint } from "../note";
import type { JudgedCheckpoint } from "./judge-checkpoints";
import type { RecordChecker } from "./records";
import type { Fault, Place } from "./report";

interface Statement {
  readonly size: number;
  readonly root: Uint8Array;
  readonly agrees: boolean | undefined;
  readonly place: Place;
}

export function compareWithRecords(
  judged: readonly JudgedCheckpoint[],
  remembered: Checkpoint | undefined,
  records: RecordChecker,
): Fault[] {
  const given = judged.map(({ claim: { index, checkpoint }, agrees }): Statement => {
    return { size: checkpoint.size, root: checkpoint.root, agrees, place: { in: "checkpoint", index } };
  });
  const seen = remembered ? [statementOf(remembered, records)] : [];
  const all = [...given, ...seen];
  const largest = given.reduce((most, { size }) => Math.max(most, size), 0);
  const faults = [...findForks(all)];
  for (const { size, place } of seen) {
    // Where a checkpoint of now covers as much, it is the records that are missing, not the log that went back.
    if (records.fault === undefined && size > records.size && size > largest)
      faults.push({
        code: "ROLLBACK",
        why: `${were(records.size)}; when the log was last seen, there were ${size}.`,
        place,
      });
  }
  for (const statement of all) {
    const { size, agrees, place } = statement;
    if (agrees === false && !faults.some((fault) => fault.place === place))
      faults.push({
        code: "ROOT_MISMATCH",
        why: `The first ${size} records do not add up to the root that was signed for them.`,
        place,
      });
    if (place.in === "checkpoint" && records.fault === undefined && size > records.size)
      faults.push({
        code: "MISSING_ENTRIES",
        why: `${were(records.size)}, and ${size} were signed for: the end was cut off.`,
        place,
      });
  }
  return faults;
}

function were(size: number): string {
  return size === 1 ? "There is 1 record" : `There are ${size} records`;
}

function statementOf({ size, root }: Checkpoint, records: RecordChecker): Statement {
  const own = records.rootAt(size);
  const agrees = own && equalBytes(own, root);
  return { size, root, agrees, place: { in: "remembered", of: "session" } };
}

/** In one pass over each list, not by pairs: a thousand checkpoints must not cost a million comparisons. */
function findForks(all: readonly Statement[]): Fault[] {
  const agreeing = all.reduce(
    (most, { size, agrees }) => (agrees === true ? Math.max(most, size) : most),
    -1,
  );
  const rootOf = new Map<number, string>();
  const faults: Fault[] = [];
  for (const { size, root, agrees, place } of all) {
    const hex = toHex(root);
    const other = rootOf.get(size);
    rootOf.set(size, other ?? hex);
    if (other !== undefined && other !== hex)
      faults.push({ code: "FORK", why: `For ${size} records, two different roots were signed.`, place });
    else if (agrees === false && size <= agreeing)
      faults.push({
        code: "FORK",
        why: `What was signed for ${size} records is no beginning of what was signed for ${agreeing}.`,
        place,
      });
  }
  return faults;
}
