/**
 * All random bytes of a recorded run from one seed: block n is the hash of seed and n. As good as the seed is secret,
 * which is why a recording is as private as the run was.
 */
import { joinBytes } from "../../audit/bytes";
import { HASH_BYTES, type Hasher } from "../../audit/hash";
import { SEED_BYTES } from "./tape";

const COUNTER_BYTES = 8;

export function seededRandom(hasher: Hasher, seed: Uint8Array): (bytes: Uint8Array) => void {
  if (seed.length !== SEED_BYTES) throw new RangeError("a seed has 32 bytes");
  const input = joinBytes([seed, new Uint8Array(COUNTER_BYTES)]);
  const counter = new DataView(input.buffer, input.byteOffset + SEED_BYTES);
  let block = new Uint8Array(0);
  let used = 0;
  let blocks = 0n;
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (used === block.length) {
        counter.setBigUint64(0, blocks++);
        block = new Uint8Array(hasher.sha256(input));
        used = 0;
      }
      const taken = Math.min(HASH_BYTES - used, bytes.length - at);
      bytes.set(block.subarray(used, used + taken), at);
      used += taken;
      at += taken;
    }
  };
}
