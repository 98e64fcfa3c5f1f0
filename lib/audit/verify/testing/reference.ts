/** What the records of a log are worth, said in the simplest way: every record is read as an object. For comparison. */
import { equalBytes } from "../../bytes";
import type { Hasher } from "../../hash";
import { FIRST_PREV, MAX_RECORD_BYTES, readRecord } from "../../record";
import { referenceRoot } from "../../tree/testing/reference";
import type { VerdictCode } from "../../verdicts";

const LF = 0x0a;

export interface ReferenceResult {
  /** The code of the first bad record, if there is one, and how many good ones are before it. */
  readonly code: VerdictCode | undefined;
  readonly size: number;
  readonly root: Uint8Array;
}

export function referenceCheck(hasher: Hasher, lines: Uint8Array): ReferenceResult {
  const leaves: Uint8Array[] = [];
  let prev = FIRST_PREV;
  let sid: string | undefined;
  let isClosed = false;
  const result = (code: VerdictCode | undefined) => ({
    code,
    size: leaves.length,
    root: referenceRoot(hasher, leaves),
  });
  for (const line of linesIn(lines)) {
    if (line.length === 0 || line.length > MAX_RECORD_BYTES) return result("PARSE");
    const read = readRecord(line);
    if (!read.ok) return result(read.code);
    const { record } = read;
    const isFirst = leaves.length === 0;
    if (isFirst && record.seq === 0 && record.type !== "session.open") return result("PARSE");
    if (!isFirst && record.sid !== sid) return result("FOREIGN_SESSION");
    if (record.seq !== leaves.length) return result("GAP");
    if (record.prev !== prev) return result("BROKEN_LINK");
    if (isClosed) return result("AFTER_CLOSE");
    sid = record.sid;
    isClosed = record.type === "session.close";
    prev = hasher.leafHex(line);
    leaves.push(hasher.leaf(line));
  }
  return result(undefined);
}

function linesIn(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return equalBytes(bytes.subarray(from), new Uint8Array(0)) ? lines : [...lines, bytes.subarray(from)];
}
