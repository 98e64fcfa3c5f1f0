/**
 * Gives functions of WebAssembly a frame in the memory of their machine: what was in locals is there. Before the machine is rewritten
 * so that it can put itself aside (`waiting-machine.mjs`), because of what that does to a large function otherwise: after it every
 * local can come from two places at each of its calls, and a compiler that optimises keeps a place on the platform's stack for each of
 * those. A frame of the interpreter took 30 KB there, thirty calls of a guest were the whole stack, and the machine broke; with locals
 * in memory it takes less than one.
 *
 * It also makes the machine's own limit tell of the platform's stack. The machine counts what its functions take of its own memory, and
 * many take nearly none of it and much of the platform's. Frames are as large as what they stand for, so that who is at the limit of the
 * one is far from the end of the other.
 */
import { blockOf, constant, functionsOf, number, OP, Reader, VALUE_TYPES, withBodies } from "./wasm-code.mjs";

/** @typedef {{ bytes: number, load: number, store: number, align: number, zero: number[] }} ValueType */
/** @typedef {import("./wasm-code.mjs").Signature} Signature */
/** @typedef {{ types: number[], firstVariable: number, code: Uint8Array, calls: number }} Body */

const I32 = 0x7f;
const TYPES = Object.keys(VALUE_TYPES).map(Number);

/**
 * @typedef {object} Framing
 * @property {number} stackPointer the global that is the machine's own stack
 * @property {number} worth from how many locals times calls a function gets a frame: others stay small on the platform's stack
 * @property {(size: { calls: number, bytes: number }) => number} room what a frame takes beyond its locals
 */

/**
 * @param {Uint8Array} module
 * @param {Framing} framing
 */
export function withFrames(module, framing) {
  const { own, bodies } = functionsOf(module);
  const framed = bodies.map((bytes, i) => {
    const signature = /** @type {Signature} */ (own[i]);
    const body = bodyOf(bytes, signature);
    return body.types.length * body.calls < framing.worth ? bytes : framedBody(body, signature, framing);
  });
  return withBodies(module, framed);
}

/**
 * @param {Uint8Array} bytes
 * @param {Signature} signature
 * @returns {Body}
 */
function bodyOf(bytes, { params }) {
  const reader = new Reader(bytes);
  const types = [...params];
  for (let groups = reader.number(); groups > 0; groups--) {
    const count = reader.number();
    const type = reader.byte();
    for (let i = 0; i < count; i++) types.push(type);
  }
  const code = bytes.subarray(reader.at);
  return { types, firstVariable: params.length, code, calls: callsOf(code) };
}

/** @param {Uint8Array} code */
function callsOf(code) {
  const reader = new Reader(code);
  let calls = 0;
  while (!reader.isDone) {
    const op = reader.byte();
    reader.skipRest(op);
    if (op === OP.call || op === OP.callIndirect) calls++;
  }
  return calls;
}

/**
 * The frame of a function: where each local is in it, and how it is reached. Of the locals that are left one says where the frame is,
 * the others hold a value for the moment between its coming and its being stored.
 */
class Frame {
  /**
   * @param {Body} body
   * @param {Framing} framing
   */
  constructor({ types, calls, code }, { stackPointer, room }) {
    this.types = types;
    this.stackPointer = stackPointer;
    /** @type {number[]} */
    this.places = [];
    let end = 0;
    for (const bytes of [8, 4])
      types.forEach((_, i) => {
        if (this.#typeOf(i).bytes !== bytes) return;
        this.places[i] = end;
        end += bytes;
      });
    this.bytes = (end + room({ calls, bytes: code.length }) + 15) & ~15;
    this.here = number(types.length);
  }

  /** @param {number} local */
  #typeOf(local) {
    const type = VALUE_TYPES[/** @type {number} */ (this.types[local])];
    if (!type) throw new Error("a local of a type that is not known");
    return type;
  }

  /** @param {number} local */
  load(local) {
    const { load, align } = this.#typeOf(local);
    return [OP.localGet, ...this.here, load, align, ...number(/** @type {number} */ (this.places[local]))];
  }

  /**
   * @param {number} local
   * @param {number[]} value the instructions that make it
   */
  store(local, value) {
    const { store, align } = this.#typeOf(local);
    const place = number(/** @type {number} */ (this.places[local]));
    return [OP.localGet, ...this.here, ...value, store, align, ...place];
  }

  /**
   * What is on top of the stack of values, where the address has to be below it.
   * @param {number} local
   * @param {boolean} isKept
   */
  storeTop(local, isKept) {
    const held = number(this.types.length + 1 + TYPES.indexOf(/** @type {number} */ (this.types[local])));
    const again = [OP.localGet, ...held];
    return [OP.localSet, ...held, ...this.store(local, again), ...(isKept ? again : [])];
  }

  /** @param {number} firstVariable */
  begin(firstVariable) {
    const { stackPointer, bytes, here } = this;
    const global = number(stackPointer);
    const moved = [OP.globalGet, ...global, OP.i32Const, ...constant(bytes), OP.i32Sub];
    // Locals begin as zeros, which the machine's own code relies on.
    const values = this.types.map((_, i) =>
      this.store(i, i < firstVariable ? [OP.localGet, ...number(i)] : this.#typeOf(i).zero),
    );
    return [...moved, OP.localTee, ...here, OP.globalSet, ...global, ...values.flat()];
  }

  end() {
    const { stackPointer, bytes, here } = this;
    return [
      ...[OP.localGet, ...here, OP.i32Const, ...constant(bytes), OP.i32Add],
      ...[OP.globalSet, ...number(stackPointer), OP.end],
    ];
  }

  /** @param {number} firstVariable */
  locals(firstVariable) {
    const all = [...this.types.slice(firstVariable), I32, ...TYPES];
    return [...number(all.length), ...all.flatMap((type) => [1, type])];
  }
}

/**
 * @param {Body} body
 * @param {Signature} signature
 * @param {Framing} framing
 */
function framedBody(body, signature, framing) {
  const frame = new Frame(body, framing);
  const code = blockOf(body.code, signature, (op, reader) => {
    if (op === OP.localGet) return frame.load(reader.number());
    if (op === OP.localSet || op === OP.localTee) return frame.storeTop(reader.number(), op === OP.localTee);
    return undefined;
  });
  const { firstVariable } = body;
  return Uint8Array.from([
    ...frame.locals(firstVariable),
    ...frame.begin(firstVariable),
    ...code,
    ...frame.end(),
  ]);
}
