/**
 * The bytes of one file, in chunks: appending copies no more than the last chunk, a hole takes no room, and a snapshot
 * shares every chunk until one is written to. A chunk belongs to the epoch in which it was made; a snapshot begins a
 * new epoch, and what is of an older one is copied before it changes.
 *
 * Invariant: bytes of a chunk past the size of the file are zero, so growing the file needs no clearing.
 */
export const CHUNK_BYTES = 64 * 1024;
const SMALLEST_GROWTH = 64;

interface Chunk {
  epoch: number;
  /** As long as was needed so far, at most CHUNK_BYTES; what is missing reads as zero. */
  bytes: Uint8Array<ArrayBuffer>;
}

export class Content {
  readonly epoch: number;
  readonly #chunks: (Chunk | undefined)[];
  size: number;
  /** Of all chunks: what the quota counts. */
  stored: number;

  constructor(epoch: number, from?: Content) {
    this.epoch = epoch;
    this.#chunks = from ? from.#chunks.slice() : [];
    this.size = from?.size ?? 0;
    this.stored = from?.stored ?? 0;
  }

  /** The bytes from `position` into `target`; the caller has cut it to the size of the file. */
  read(target: Uint8Array, position: number): void {
    let done = 0;
    while (done < target.length) {
      const within = (position + done) % CHUNK_BYTES;
      const count = Math.min(CHUNK_BYTES - within, target.length - done);
      const bytes = this.#chunks[(position + done - within) / CHUNK_BYTES]?.bytes;
      const there = bytes === undefined ? 0 : Math.max(0, Math.min(count, bytes.length - within));
      if (there > 0 && bytes) target.set(bytes.subarray(within, within + there), done);
      if (there < count) target.fill(0, done + there, done + count);
      done += count;
    }
  }

  /** A copy of all of it: whoever gets it may write into it. */
  whole(): Uint8Array<ArrayBuffer> {
    const first = this.#chunks[0]?.bytes;
    if (first !== undefined && first.length >= this.size) return first.slice(0, this.size);
    const all = new Uint8Array(this.size);
    for (let index = 0; index < this.#chunks.length; index++) {
      const bytes = this.#chunks[index]?.bytes;
      if (bytes === undefined) continue;
      const start = index * CHUNK_BYTES;
      all.set(start + bytes.length > this.size ? bytes.subarray(0, this.size - start) : bytes, start);
    }
    return all;
  }

  /** How much more would be stored after such a write: asked before, so that a write happens whole or not at all. */
  growth(length: number, position: number): number {
    let more = 0;
    for (let at = position; at < position + length; ) {
      const within = at % CHUNK_BYTES;
      const count = Math.min(CHUNK_BYTES - within, position + length - at);
      const has = this.#chunks[(at - within) / CHUNK_BYTES]?.bytes.length ?? 0;
      more += grown(has, within + count) - has;
      at += count;
    }
    return more;
  }

  write(source: Uint8Array, position: number): void {
    let done = 0;
    while (done < source.length) {
      const within = (position + done) % CHUNK_BYTES;
      const count = Math.min(CHUNK_BYTES - within, source.length - done);
      const bytes = this.#own((position + done - within) / CHUNK_BYTES, within + count);
      bytes.set(source.length === count ? source : source.subarray(done, done + count), within);
      done += count;
    }
    this.size = Math.max(this.size, position + source.length);
  }

  /** Shorter: what is cut off is gone. Longer: a hole. */
  resize(size: number): void {
    if (size < this.size) {
      const within = size % CHUNK_BYTES;
      const last = (size - within) / CHUNK_BYTES;
      for (let index = last + (within > 0 ? 1 : 0); index < this.#chunks.length; index++)
        this.stored -= this.#chunks[index]?.bytes.length ?? 0;
      this.#chunks.length = Math.min(this.#chunks.length, last + (within > 0 ? 1 : 0));
      const chunk = within > 0 ? this.#chunks[last] : undefined;
      if (chunk && chunk.bytes.length > within) {
        this.stored -= chunk.bytes.length - within;
        this.#chunks[last] = { epoch: this.epoch, bytes: chunk.bytes.slice(0, within) };
      }
    }
    this.size = size;
  }

  /** What is not a hole, in order. The bytes are those of the file: not to be written to. */
  *extents(): Generator<{ offset: number; bytes: Uint8Array<ArrayBuffer> }> {
    for (let index = 0; index < this.#chunks.length; index++) {
      const bytes = this.#chunks[index]?.bytes;
      if (bytes === undefined) continue;
      const offset = index * CHUNK_BYTES;
      yield {
        offset,
        bytes: offset + bytes.length > this.size ? bytes.subarray(0, this.size - offset) : bytes,
      };
    }
  }

  /** The chunk of that number with at least `needed` bytes, to be written to. */
  #own(index: number, needed: number): Uint8Array<ArrayBuffer> {
    while (this.#chunks.length < index) this.#chunks.push(undefined);
    const chunk = this.#chunks[index];
    const has = chunk?.bytes.length ?? 0;
    if (chunk && chunk.epoch === this.epoch && has >= needed) return chunk.bytes;
    const bytes = new Uint8Array(grown(has, needed));
    if (chunk) bytes.set(chunk.bytes);
    this.stored += bytes.length - has;
    this.#chunks[index] = { epoch: this.epoch, bytes };
    return bytes;
  }
}

/** Twice as much as before, so that many small appends are linear; exactly what is needed at first. */
function grown(has: number, needed: number): number {
  if (needed <= has) return has;
  return has === 0 ? needed : Math.min(CHUNK_BYTES, Math.max(needed, has * 2, SMALLEST_GROWTH));
}
