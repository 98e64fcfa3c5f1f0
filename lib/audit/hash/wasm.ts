/**
 * A Hasher in WebAssembly: for pages and workers, where WebCrypto would make every record wait for a promise, and for
 * the nodes of the tree everywhere. The program is assembled here from `program.ts`; nothing is loaded.
 */
import { putHashHex, toHex } from "../bytes/hex";
import { HASH_BYTES, type Hasher, LEAF_PREFIX, NODE_PREFIX } from "./hasher";
import { blockModule, INITIAL_STATE, nodesModule, putTables } from "./program";

const PAGE_BYTES = 65_536;
const BLOCK_BYTES = 64;
/** The state stands at 0, the message from here on. */
const MESSAGE = 64;
/** Of a message, how many bytes are taken into the memory at once; a multiple of the block. */
const TAKEN = PAGE_BYTES - MESSAGE - 2 * BLOCK_BYTES;

/** Pairs begin behind a byte that is never theirs: `nodes` reads a prefix there. */
const PAIRS = 64;
const MOST_PAIRS = 256;
const NODES = PAIRS + MOST_PAIRS * 2 * HASH_BYTES;
/** A few are not worth assembling a program for, which takes some milliseconds. */
const WORTH_IT = 16;

type Run = (a: number, b: number) => void;

/** One message at a time. The platform compiles when this is called: no promise, and no code that is evaluated. */
export class Sha256 {
  readonly #memory: Uint8Array;
  readonly #state: Int32Array;
  readonly #block: Run;

  constructor() {
    const { memory, run } = instantiate(blockModule(), "block");
    this.#memory = memory;
    this.#state = new Int32Array(memory.buffer, 0, INITIAL_STATE.length);
    this.#block = run;
  }

  /** The digest of `prefix`, where it is one, and then of the parts. It is overwritten by the next one. */
  digest(prefix: number | undefined, first: Uint8Array, second?: Uint8Array): Uint8Array {
    this.#state.set(INITIAL_STATE);
    let at = MESSAGE;
    if (prefix !== undefined) this.#memory[at++] = prefix;
    let length = at - MESSAGE + first.length;
    at = this.#take(first, at);
    if (second !== undefined) {
      length += second.length;
      at = this.#take(second, at);
    }
    this.#finish(at, length);
    return this.#digest();
  }

  /** The digest of one message, without a view of it: that would cost as much as a block. */
  digestInto(bytes: Uint8Array, out: Uint8Array, to: number, prefix?: number): void {
    const memory = this.#memory;
    this.#state.set(INITIAL_STATE);
    let at = MESSAGE;
    if (prefix !== undefined) memory[at++] = prefix;
    this.#finish(this.#take(bytes, at), at - MESSAGE + bytes.length);
    for (let i = 0; i < HASH_BYTES; i++) out[to + i] = memory[i ^ 3] as number;
  }

  /** Puts bytes behind `at` and answers where they end; whole blocks are done with when the memory is full. */
  #take(bytes: Uint8Array, at: number): number {
    const memory = this.#memory;
    let [end, from] = [at, 0];
    while (end - MESSAGE + bytes.length - from > TAKEN) {
      const fits = TAKEN - (end - MESSAGE);
      memory.set(bytes.subarray(from, from + fits), end);
      from += fits;
      for (let block = MESSAGE; block < MESSAGE + TAKEN; block += BLOCK_BYTES) this.#block(0, block);
      end = MESSAGE;
    }
    memory.set(from === 0 ? bytes : bytes.subarray(from), end);
    return end + bytes.length - from;
  }

  /** The end mark, zeros, and the length in bits as 64 bits. */
  #finish(at: number, length: number): void {
    const memory = this.#memory;
    const end = MESSAGE + Math.ceil((at - MESSAGE + 9) / BLOCK_BYTES) * BLOCK_BYTES;
    memory[at] = 0x80;
    memory.fill(0, at + 1, end);
    let rest = length * 8;
    for (let place = end - 1; rest > 0; place--) {
      memory[place] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    for (let block = MESSAGE; block < end; block += BLOCK_BYTES) this.#block(0, block);
  }

  /** The state in the byte order of the digest, in the place of the message. */
  #digest(): Uint8Array {
    const memory = this.#memory;
    for (let at = 0; at < HASH_BYTES; at++) memory[MESSAGE + at] = memory[at ^ 3] as number;
    return memory.subarray(MESSAGE, MESSAGE + HASH_BYTES);
  }
}

/** Many nodes at a time, four in each instruction. Undefined where the platform has no such instructions. */
export function loadNodes(): Hasher["nodes"] | undefined {
  const module = nodesModule();
  if (!WebAssembly.validate(module)) return undefined;
  const { memory, run } = instantiate(module, "nodes");
  putTables(memory);
  return (pairs, count, out) => {
    for (let from = 0; from < count; from += MOST_PAIRS) {
      const some = Math.min(count - from, MOST_PAIRS);
      memory.set(pairs.subarray(from * 2 * HASH_BYTES, (from + some) * 2 * HASH_BYTES), PAIRS);
      // What stands behind the last pair is hashed along, and left.
      for (let i = 0; i < some; i += 4) run(PAIRS - 1 + i * 2 * HASH_BYTES, NODES + i * HASH_BYTES);
      out.set(memory.subarray(NODES, NODES + some * HASH_BYTES), from * HASH_BYTES);
    }
  };
}

/** `nodes` that goes one by one, by `node`, until there are enough of them to load what does four at a time. */
export function nodesWhenWorthIt(
  one: (pair: Uint8Array, out: Uint8Array, at: number) => void,
): Hasher["nodes"] {
  const each: Hasher["nodes"] = (pairs, count, out) => {
    for (let i = 0; i < count; i++)
      one(pairs.subarray(i * 2 * HASH_BYTES, (i + 1) * 2 * HASH_BYTES), out, i * HASH_BYTES);
  };
  let many: Hasher["nodes"] | undefined;
  return (pairs, count, out) => {
    if (count < (many === undefined ? WORTH_IT : 3)) return each(pairs, count, out);
    many ??= loadNodes() ?? each;
    many(pairs, count, out);
  };
}

/** The promise is for the interface: a platform that compiles only behind one can stand behind it. */
export async function loadWasmHasher(): Promise<Hasher> {
  const sha = new Sha256();
  return {
    name: "wasm",
    sha256: (bytes) => sha.digest(undefined, bytes).slice(),
    sha256Into(bytes, out, at = 0, digits = undefined) {
      sha.digestInto(bytes, out, at);
      if (digits !== undefined) putHashHex(out, at, digits, 0);
    },
    sha256Hex: (bytes) => toHex(sha.digest(undefined, bytes)),
    leafHex: (record) => toHex(sha.digest(LEAF_PREFIX, record)),
    leafInto(record, out, at = 0, digits = undefined) {
      sha.digestInto(record, out, at, LEAF_PREFIX);
      if (digits !== undefined) putHashHex(out, at, digits, 0);
    },
    leaf: (record) => sha.digest(LEAF_PREFIX, record).slice(),
    node: (left, right) => sha.digest(NODE_PREFIX, left, right).slice(),
    nodes: nodesWhenWorthIt((pair, out, at) => out.set(sha.digest(NODE_PREFIX, pair), at)),
  };
}

function instantiate(bytes: Uint8Array<ArrayBuffer>, name: string): { memory: Uint8Array; run: Run } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { buffer } = exports.memory as WebAssembly.Memory;
  return { memory: new Uint8Array(buffer), run: exports[name] as Run };
}
