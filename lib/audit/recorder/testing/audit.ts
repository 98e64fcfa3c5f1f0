/** Looks at a log as somebody would who has the specification and none of the recorder's code. */
import { fromUtf8, joinBytes, toBase64, toHex, utf8 } from "../../bytes";
import type { Hasher } from "../../hash";
import { openNote } from "../../note/signed-note";
import { verifierOf } from "../../note/signing";
import { parseVkey } from "../../note/vkey";
import { referenceRoot } from "../../tree/testing/reference";
import { check, checkSame } from "./check";

interface ReadRecord {
  readonly data: Record<string, unknown>;
  readonly prev: string;
  readonly seq: number;
  readonly sid: string;
  readonly ts: string;
  readonly type: string;
}

/** Checks numbers, session and links, and gives the records as objects. */
export function auditRecords(hasher: Hasher, lines: readonly Uint8Array[]): ReadRecord[] {
  let prev = "0".repeat(64);
  const records = lines.map((line) => JSON.parse(fromUtf8(line) ?? "") as ReadRecord);
  for (const [seq, record] of records.entries()) {
    checkSame([record.seq, record.prev, record.sid], [seq, prev, records[0]?.sid], `record ${seq}`);
    checkSame(record.type === "session.open", seq === 0, `the type of record ${seq}`);
    prev = toHex(hasher.sha256(joinBytes([Uint8Array.of(0), lines[seq] as Uint8Array])));
  }
  return records;
}

/** Checks that the note is the session's own, over all of these lines; gives its size. */
export async function auditCheckpoint(
  hasher: Hasher,
  note: string,
  lines: readonly Uint8Array[],
): Promise<number> {
  const vkey = parseVkey(String(auditRecords(hasher, lines)[0]?.data.vkey));
  check(vkey.ok, "the session names its key");
  const opened = await openNote(utf8(note), [verifierOf(vkey.value)]);
  check(opened.ok, "the checkpoint is signed by it");
  const leaves = lines.map((line) => hasher.sha256(joinBytes([Uint8Array.of(0), line])));
  const [origin, size, root] = opened.value.text.split("\n");
  check(origin?.endsWith(`/s/${auditRecords(hasher, lines)[0]?.sid}`) ?? false, `the origin is ${origin}`);
  checkSame(root, toBase64(referenceRoot(hasher, leaves.slice(0, Number(size)))), `the root of size ${size}`);
  return Number(size);
}
