/**
 * Cosignatures (C2SP tlog-cosignature, Ed25519, type 0x04): a witness says that at this time it had seen this checkpoint
 * and nothing that contradicts it. The first line of what is signed keeps it apart from a note, and the time is signed
 * with the rest, so that an old statement cannot be passed off as a new one.
 */
import { AuditFault, joinBytes, utf8 } from "../bytes";
import { SIGNATURE_BYTES } from "./keys/rule";
import { type Cosignature, type Read, refuse } from "./types";

const TIME_BYTES = 8;
/** No note that we sign begins like this, or its signature could be passed off as a cosignature. */
export const COSIGNATURE_HEADER = "cosignature/v1\n";

/** `text` is that of the checkpoint's note, with its last newline and without signatures. */
export function cosignedMessage(text: Uint8Array, time: number): Uint8Array {
  return joinBytes([utf8(`${COSIGNATURE_HEADER}time ${time}\n`), text]);
}

export function writeCosignature({ time, signature }: Cosignature): Uint8Array {
  if (!Number.isSafeInteger(time) || time < 0 || signature.length !== SIGNATURE_BYTES) {
    throw new AuditFault(
      "BAD_NOTE",
      "A cosignature has a time in whole seconds and a signature of 64 bytes.",
    );
  }
  const bytes = new Uint8Array(TIME_BYTES + SIGNATURE_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  bytes.set(signature, TIME_BYTES);
  return bytes;
}

/** The payload behind the key id. Times that cannot be computed with are refused: they lie beyond the year 285 million. */
export function readCosignature(payload: Uint8Array): Read<Cosignature> {
  if (payload.length !== TIME_BYTES + SIGNATURE_BYTES)
    return refuse("MALFORMED", "A cosignature has 72 bytes.");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const time = Number(view.getBigUint64(0));
  if (!Number.isSafeInteger(time)) return refuse("MALFORMED", "The time of the cosignature is no time.");
  return { ok: true, value: { time, signature: payload.slice(TIME_BYTES) } };
}
