/**
 * Checkpoints (C2SP tlog-checkpoint v1.0.0): origin, size, root, a line each, and nothing more. Extension lines, which
 * the format allows, are refused: no monitor of ours could audit what they say, and our logs never write one.
 */
import { AuditFault, fromBase64, toBase64 } from "../bytes";
import { HASH_BYTES } from "../hash";
import { readDecimal } from "./decimal";
import { type Checkpoint, type Read, refuse } from "./types";

/** The text of the note, ending in LF. */
export function writeCheckpoint({ origin, size, root }: Checkpoint): string {
  const isLine = origin !== "" && origin.isWellFormed() && !hasControl(origin);
  if (!isLine || readDecimal(String(size)) !== size || root.length !== HASH_BYTES) {
    throw new AuditFault("BAD_NOTE", "A checkpoint is one line of origin, a size and a root of 32 bytes.");
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

export function readCheckpoint(text: string): Read<Checkpoint> {
  const [origin = "", sizeLine = "", rootLine = "", end, ...more] = text.split("\n");
  if (end !== "" || more.length > 0) return refuse("MALFORMED", "A checkpoint is three lines.");
  if (origin === "" || !origin.isWellFormed() || hasControl(origin)) {
    return refuse("MALFORMED", "The origin of the checkpoint is no text.");
  }
  const size = readDecimal(sizeLine);
  if (size === undefined) return refuse("MALFORMED", "The size of the checkpoint is no plain decimal.");
  const root = fromBase64(rootLine);
  if (root?.length !== HASH_BYTES)
    return refuse("MALFORMED", "The root of the checkpoint is not 32 bytes in base64.");
  return { ok: true, value: { origin, size, root } };
}

function hasControl(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) < 0x20) return true;
  return false;
}
