/** Random bytes a few at a time, for salts: asking the platform for each sixteen costs more than hashing them. */
const POOL_BYTES = 4096;

export function pooledRandom(
  fill: (pool: Uint8Array<ArrayBuffer>) => void = (pool) => void crypto.getRandomValues(pool),
): (length: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES);
  let at = POOL_BYTES;
  return (length) => {
    if (length > POOL_BYTES) throw new RangeError(`a pool gives ${POOL_BYTES} bytes at most`);
    if (at + length > POOL_BYTES) {
      fill(pool);
      at = 0;
    }
    // A copy: the place is filled again, and nobody is to see what was there.
    const bytes = pool.slice(at, at + length);
    pool.fill(0, at, at + length);
    at += length;
    return bytes;
  };
}
