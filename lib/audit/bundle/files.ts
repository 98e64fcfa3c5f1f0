/** The files of a bundle: their names, what is in them, and how large each may be. Nothing else is ever in a bundle. */
import type { Archive, ArchivedFile } from "./archive";
import { BundleFault } from "./fault";

const KIB = 1024;
const MIB = KIB * KIB;

export const ENTRIES = "entries.jsonl";
export const CHECKPOINT = "session.checkpoint";
export const PROOF = "session.tlog-proof";
export const POLICY = "policy.tlog-policy";
export const README = "README.txt";
/** Salt and bytes of what the records name only by hash. A body that was erased is not there. */
export const BODIES = "bodies/";

/** What may be in a file of that name. The records are streamed; all else is read as a whole. */
const MOST_BYTES: Readonly<Record<string, number>> = {
  [ENTRIES]: Number.MAX_SAFE_INTEGER,
  [CHECKPOINT]: 64 * KIB,
  [PROOF]: 128 * KIB,
  [POLICY]: 64 * KIB,
  [README]: 64 * KIB,
};
export const MOST_BODY_BYTES = 64 * MIB;
const BODY_NAME = /^bodies\/[0-9a-f]{64}$/;

/**
 * Every record carries 32 bytes of hash that nothing can pack, in at most 16 KiB. What is packed more tightly than
 * that (a zip bomb) is no log, and nobody has to unpack it to know.
 */
const TIGHTEST = 16_384 / 32;

/** The files by name, when they are those of a bundle. */
export function checkFiles({ files }: Archive): ReadonlyMap<string, ArchivedFile> {
  const byName = new Map<string, ArchivedFile>();
  for (const file of files) {
    if (byName.has(file.name)) throw new BundleFault("DUPLICATE", `${quoted(file.name)} is there twice.`);
    byName.set(file.name, file);
    const isBody = BODY_NAME.test(file.name);
    const most = isBody
      ? MOST_BODY_BYTES
      : Object.hasOwn(MOST_BYTES, file.name)
        ? MOST_BYTES[file.name]
        : undefined;
    if (most === undefined) throw new BundleFault("BAD_NAME", whyNot(file.name));
    if (file.size > most)
      throw new BundleFault("TOO_LARGE", `${quoted(file.name)} has ${file.size} bytes; ${most} are allowed.`);
    if (file.name === ENTRIES && file.size > (file.packedSize + 64) * TIGHTEST)
      throw new BundleFault("TOO_LARGE", `${quoted(file.name)} is packed more tightly than any log can be.`);
  }
  if (!byName.has(ENTRIES))
    throw new BundleFault("MISSING", `There is no ${ENTRIES}: this is no bundle of a session.`);
  return byName;
}

/** None of these names would ever be used as a path. They are told apart because each points at another mistake. */
function whyNot(name: string): string {
  if (/^[/\\]|^[A-Za-z]:/.test(name)) return `${quoted(name)} is an absolute path.`;
  if (/(^|[/\\])\.\.([/\\]|$)/.test(name)) return `${quoted(name)} leads out of the bundle.`;
  if (name.endsWith("/"))
    return `${quoted(name)} is a folder: pack the files, and not the folder around them.`;
  return `${quoted(name)} is no file of a bundle.`;
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
