/** Random bytes of the session, fetched many at a time: nothing of them is there before it begins. */
import { askBytes } from "./host";
import { floor } from "./intrinsics";

const BATCH_BYTES = 1024;
const MOST_BYTES = 65_536;
let batch = new Uint8Array(0);
let used = 0;

function nextByte(): number {
  if (used === batch.length) {
    batch = askBytes("process.random", [BATCH_BYTES]);
    used = 0;
  }
  return batch[used++] as number;
}

/** From 0 to 1, with all the 53 bits that a number has. */
export function randomFraction(): number {
  let high = 0;
  for (let at = 0; at < 3; at++) high = high * 256 + nextByte();
  let low = 0;
  for (let at = 0; at < 4; at++) low = low * 256 + nextByte();
  return (floor(high / 8) * 4294967296 + low) / 9007199254740992;
}

export function randomInto(target: Uint8Array): void {
  if (target.length <= 64) {
    for (let at = 0; at < target.length; at++) target[at] = nextByte();
    return;
  }
  for (let at = 0; at < target.length; ) {
    const bytes = askBytes("process.random", [Math.min(MOST_BYTES, target.length - at)]);
    target.set(bytes, at);
    at += bytes.length;
  }
}
Object.defineProperty(randomFraction, "name", { value: "random" });
