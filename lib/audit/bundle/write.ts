/**
 * Makes a bundle: the files in one fixed order, for a zip or for a folder. The same session gives the same bytes.
 *
 * What is not of its format is refused here and not put into evidence. Whether it is true is not asked: the log of a
 * session that somebody tampered with has to be exported, too.
 */
import { AuditFault, utf8 } from "../bytes";
import { formatVkey, parseNote, parseVkey, readPolicy, readTlogProof } from "../note";
import { isSid } from "../record";
import { BODIES, CHECKPOINT, ENTRIES, MOST_BODY_BYTES, POLICY, PROOF, README } from "./files";
import type { Pieces } from "./lines";
import { readmeText } from "./readme";
import { type FileToWrite, writeZip } from "./zip/write";

export interface BundleParts {
  readonly sid: string;
  /** The key of the session, as its first record names it. */
  readonly vkey?: string;
  /** Lines, in pieces of any length. */
  readonly entries: Pieces;
  readonly checkpoint?: Uint8Array;
  readonly proof?: Uint8Array;
  readonly policy?: Uint8Array;
  readonly bodies?: readonly BodyToWrite[];
}
export interface BodyToWrite {
  readonly sha256: string;
  /** Salt and bytes. */
  readonly content: Pieces;
}

export function writeBundle(parts: BundleParts): AsyncGenerator<Uint8Array> {
  return writeZip(bundleFiles(parts));
}

/** Throws an AuditFault for a part that is not of its format. */
export function bundleFiles(parts: BundleParts): FileToWrite[] {
  const { sid, entries, checkpoint, proof, policy, bodies = [] } = parts;
  if (!isSid(sid)) throw unfit("the session is no UUID of version 7");
  if (checkpoint && !parseNote(checkpoint).ok) throw unfit("its checkpoint is no signed note");
  if (proof && !readTlogProof(proof).ok) throw unfit("its proof is no tlog-proof");
  const files: FileToWrite[] = [{ name: README, content: [utf8(readmeOf(parts))] }];
  if (checkpoint) files.push({ name: CHECKPOINT, content: [checkpoint] });
  if (proof) files.push({ name: PROOF, content: [proof] });
  if (policy) files.push({ name: POLICY, content: [policy] });
  files.push({ name: ENTRIES, content: entries });
  const sorted = [...bodies].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (const { sha256, content } of sorted) files.push({ name: BODIES + sha256, content: limited(content) });
  return files;
}

function readmeOf({ sid, vkey, checkpoint, proof, policy, bodies = [] }: BundleParts): string {
  const known = policy && readPolicy(policy);
  if (known && !known.ok) throw unfit("its policy is no tlog-policy");
  const key = vkey === undefined ? undefined : parseVkey(vkey);
  // A log that may be named in a policy beside that of the workspace is the session's own.
  const log = known?.value.logs.find(({ vkey: { name } }) => !key?.ok || name !== key.value.name);
  return readmeText({
    sid,
    // Written anew from what was read: a text from a log goes into a command that people paste.
    ...(key?.ok && { vkey: formatVkey(key.value) }),
    otherKeys: known
      ? [...known.value.logs, ...known.value.witnesses].map((each) => formatVkey(each.vkey))
      : [],
    ...(log && { logKey: formatVkey(log.vkey) }),
    hasCheckpoint: checkpoint !== undefined,
    hasProof: proof !== undefined,
    hasPolicy: policy !== undefined,
    hasBodies: bodies.length > 0,
  });
}

async function* limited(content: Pieces): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > MOST_BODY_BYTES)
      throw new AuditFault("TOO_LARGE", `A body in a bundle has at most ${MOST_BODY_BYTES} bytes.`);
    yield piece;
  }
}

function unfit(why: string): AuditFault {
  return new AuditFault("BAD_NOTE", `The bundle cannot be written: ${why}.`);
}
