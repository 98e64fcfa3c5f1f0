/** The name of a session: a UUID of version 7 (RFC 9562), so that sessions sort by when they began. */
import { toHex } from "../bytes";
import type { Clock } from "./timestamps";

const TIME_BYTES = 6;

/** `fill` brings random bytes, where they are not to be the platform's. */
export function newSessionId(
  clock: Clock,
  fill: (bytes: Uint8Array) => void = (bytes) => void crypto.getRandomValues(bytes),
): string {
  const bytes = new Uint8Array(16);
  fill(bytes);
  let time = Math.floor(clock());
  for (let at = TIME_BYTES - 1; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
