/** Bytes of WebAssembly as `frames.mjs` and `room.mjs` read and write them: numbers, sections, functions, and how long an instruction is. */

/** @typedef {{ params: number[], results: number[] }} Signature */

export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  br: 0x0c,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i32Add: 0x6a,
  i32Sub: 0x6b,
};
/** Of a block without a result. */
const NO_RESULT = 0x40;

/** How each type of a local is loaded, stored and made zero. Only these four can be in a local of the machine. */
export const VALUE_TYPES = /** @type {Record<number, import("./frames.mjs").ValueType>} */ ({
  127: { bytes: 4, load: 0x28, store: 0x36, align: 2, zero: [0x41, 0] },
  126: { bytes: 8, load: 0x29, store: 0x37, align: 3, zero: [0x42, 0] },
  125: { bytes: 4, load: 0x2a, store: 0x38, align: 2, zero: [0x43, 0, 0, 0, 0] },
  124: { bytes: 8, load: 0x2b, store: 0x39, align: 3, zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0] },
});

export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get isDone() {
    return this.at >= this.bytes.length;
  }

  byte() {
    if (this.isDone) throw new Error("WebAssembly that ends too early");
    return /** @type {number} */ (this.bytes[this.at++]);
  }

  /** A number without a sign. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** @param {number} count */
  skipNumbers(count) {
    for (let i = 0; i < count; i++) while (this.byte() >= 0x80);
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /**
   * Behind an instruction of which the first byte was read. What is not known ends the build: a machine that was half understood would
   * be a wrong one.
   * @param {number} op
   */
  skipRest(op) {
    if (op === 0x0e) this.skipNumbers(this.number() + 1);
    else if (op === 0xfc) this.skipNumbers(numbersOfBulk(this.number()));
    else if (op === 0x43 || op === 0x44) this.at += op === 0x43 ? 4 : 8;
    else this.skipNumbers(numbersOf(op));
  }
}

/** @param {number} op */
function numbersOf(op) {
  if ((op >= 0x28 && op <= 0x3e) || op === OP.callIndirect) return 2;
  if (op >= OP.localGet && op <= OP.globalSet) return 1;
  if ((op >= 0x3f && op <= 0x42) || op === OP.call || op === OP.br || op === 0x0d) return 1;
  // A block has one type, which is all that is read of it.
  if (op >= OP.block && op <= OP.if) return 1;
  if (op <= 0x01 || op === 0x05 || op === OP.end || op === OP.return || op === 0x1a || op === 0x1b) return 0;
  if (op >= 0x45 && op <= 0xc4) return 0;
  throw new Error(`an instruction that is not known: ${op.toString(16)}`);
}

/** @param {number} op */
function numbersOfBulk(op) {
  if (op <= 7) return 0;
  if (op === 9 || op === 11 || op === 13) return 1;
  if (op <= 14) return 2;
  throw new Error(`an instruction that is not known: fc ${op.toString(16)}`);
}

/**
 * @param {number} value without a sign
 * @returns {number[]}
 */
export function number(value) {
  const bytes = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/**
 * A constant of an instruction, which has a sign.
 * @param {number} value
 */
export function constant(value) {
  const bytes = number(value);
  // The second-highest bit of the last byte is the sign.
  if (/** @type {number} */ (bytes.at(-1)) < 0x40) return bytes;
  return [...bytes.slice(0, -1), /** @type {number} */ (bytes.at(-1)) | 0x80, 0];
}

const SECTION = { types: 1, imports: 2, functions: 3, code: 10 };
const FUNCTION_TYPE = 0x60;
const FUNCTION_IMPORT = 0;

/**
 * The functions of a module, as far as they are looked at here.
 * @param {Uint8Array} module
 */
export function functionsOf(module) {
  const sections = sectionsOf(module);
  const contentOf = (/** @type {number} */ id) =>
    sections.find((section) => section.id === id)?.content ?? Uint8Array.of(0);
  const signatures = list(contentOf(SECTION.types), signature);
  const types = list(contentOf(SECTION.functions), (reader) => reader.number());
  return {
    signatures,
    imported: list(contentOf(SECTION.imports), skipImport).length,
    own: types.map((type) => /** @type {Signature} */ (signatures[type])),
    bodies: list(contentOf(SECTION.code), (reader) => reader.take(reader.number())),
  };
}

/**
 * The module with other bodies.
 * @param {Uint8Array} module
 * @param {readonly Uint8Array[]} bodies
 */
export function withBodies(module, bodies) {
  const content = Buffer.concat([
    Uint8Array.from(number(bodies.length)),
    ...bodies.flatMap((bytes) => [Uint8Array.from(number(bytes.length)), bytes]),
  ]);
  return moduleOf(
    module,
    sectionsOf(module).map((section) => (section.id === SECTION.code ? { ...section, content } : section)),
  );
}

/**
 * @template Item
 * @param {Uint8Array} content
 * @param {(reader: Reader) => Item} read
 */
function list(content, read) {
  const reader = new Reader(content);
  return Array.from({ length: reader.number() }, () => read(reader));
}

/**
 * @param {Reader} reader
 * @returns {Signature}
 */
function signature(reader) {
  if (reader.byte() !== FUNCTION_TYPE) throw new Error("a type that is not a function's");
  const types = () => Array.from({ length: reader.number() }, () => reader.byte());
  return { params: types(), results: types() };
}

/** @param {Reader} reader */
function skipImport(reader) {
  for (const _ of ["module", "name"]) reader.take(reader.number());
  // Their numbers come before those of the functions, so that nothing else may be among them.
  if (reader.byte() !== FUNCTION_IMPORT) throw new Error("an import that is not a function");
  reader.number();
}

/**
 * The code of a function as a block: whoever left the function leaves that block, and what it answers stays on the stack of values
 * while what was around it is put away.
 * @param {Uint8Array} code
 * @param {Signature} signature
 * @param {(op: number, reader: Reader) => number[] | undefined} [instead] what stands in the place of an instruction; reads the rest of it
 */
export function blockOf(code, { results }, instead = () => undefined) {
  if (results.length > 1) throw new Error("a function with more than one result");
  const out = [OP.block, results[0] ?? NO_RESULT];
  const reader = new Reader(code);
  let depth = 0;
  while (!reader.isDone) {
    const from = reader.at;
    const op = reader.byte();
    const other = op === OP.return ? [OP.br, ...number(depth)] : instead(op, reader);
    if (other) {
      out.push(...other);
      continue;
    }
    if (op >= OP.block && op <= OP.if) depth++;
    if (op === OP.end) depth--;
    reader.skipRest(op);
    for (const byte of code.subarray(from, reader.at)) out.push(byte);
  }
  return out;
}

/**
 * The sections of a module, in order.
 * @param {Uint8Array} bytes
 */
function sectionsOf(bytes) {
  const reader = new Reader(bytes);
  reader.at = 8;
  const sections = [];
  while (!reader.isDone) sections.push({ id: reader.byte(), content: reader.take(reader.number()) });
  return sections;
}

/**
 * @param {Uint8Array} bytes of the module that it was
 * @param {{ id: number, content: Uint8Array }[]} sections
 */
function moduleOf(bytes, sections) {
  const parts = sections.map(({ id, content }) => [Uint8Array.of(id, ...number(content.length)), content]);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, 8), ...parts.flat()]));
}
