/**
 * Checkpoints (C2SP tlog-checkpoint v1.0.0): origin, size, root, a line each, and nothing more. Extension lines, which
 * the format allows, are refused in checkpoints of ours: no monitor could audit what they say, and our logs never write
 * one. Those of other logs are read by `readForeignCheckpoint`.
 */
import { AuditFault, fromBase64, toBase64 } from "../bytes";
import { HASH_BYTES } from "../hash";
import { readDecimal } from "./decimal";
import { type Checkpoint, type Read, refuse } from "./types";

const MAX_CHECKPOINT_CHARS = 65_536;

/** The text of the note, ending in LF. */
export function writeCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const areLines = [origin, ...extensions].every(isLine);
  const text = [origin, size, toBase64(root), ...extensions, ""].join("\n");
  if (
    !areLines ||
    text.length > MAX_CHECKPOINT_CHARS ||
    readDecimal(String(size)) !== size ||
    root.length !== HASH_BYTES
  ) {
    throw new AuditFault("BAD_NOTE", "A checkpoint is one line of origin, a size and a root of 32 bytes.");
  }
  return text;
}

/** A checkpoint of ours: three lines. */
export function readCheckpoint(text: string): Read<Checkpoint> {
  const read = readForeignCheckpoint(text);
  const isOurs = !read.ok || read.value.extensions === undefined;
  return isOurs ? read : refuse("MALFORMED", "A checkpoint is three lines.");
}

/** A checkpoint of any log. What its extension lines say is known to nobody here. */
export function readForeignCheckpoint(text: string): Read<Checkpoint> {
  if (text.length > MAX_CHECKPOINT_CHARS) {
    return refuse("TOO_LARGE", `A checkpoint has at most ${MAX_CHECKPOINT_CHARS} characters.`);
  }
  const lines = text.split("\n");
  const [origin, sizeLine, rootLine, ...extensions] = lines.slice(0, -1);
  if (lines.at(-1) !== "" || origin === undefined || sizeLine === undefined || rootLine === undefined) {
    return refuse("MALFORMED", "A checkpoint is three lines.");
  }
  if (![origin, ...extensions].every(isLine))
    return refuse("MALFORMED", "A line of the checkpoint is no text.");
  const size = readDecimal(sizeLine);
  if (size === undefined) return refuse("MALFORMED", "The size of the checkpoint is no plain decimal.");
  const root = fromBase64(rootLine);
  if (root?.length !== HASH_BYTES)
    return refuse("MALFORMED", "The root of the checkpoint is not 32 bytes in base64.");
  const value = { origin, size, root };
  return { ok: true, value: extensions.length === 0 ? value : { ...value, extensions } };
}

/** Not empty, well formed, and without control characters, of which LF is one. */
function isLine(line: string): boolean {
  if (line === "" || !line.isWellFormed()) return false;
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) < 0x20) return false;
  return true;
}
