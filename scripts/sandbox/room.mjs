/**
 * Gives functions of the machine more room on its own stack, where a guest decides how often they are in each other: reading code, JSON
 * and regular expressions, walking what is nested, proxies of proxies.
 *
 * The machine ends a recursion when so much of its own memory is used up, by an error that the guest catches. But many functions take
 * nothing of that memory: they are counted as nothing, and what ends is the stack of the platform (1 MB, where it puts machines aside by
 * JSPI), by which the machine is broken. With this room the one limit tells of the other. Their locals stay where they are, so it costs
 * a subtraction and an addition; `frames.mjs` is for machines that unwind themselves, and costs more.
 */
import { blockOf, constant, functionsOf, number, OP, Reader, withBodies } from "./wasm-code.mjs";

/** @typedef {import("./wasm-code.mjs").Signature} Signature */
/**
 * @typedef {object} Func
 * @property {number} bytes
 * @property {number} locals
 * @property {number} frame what it takes of the machine's stack as it comes
 * @property {number} calls
 * @property {number[]} called functions of the module, by their place in it
 * @property {boolean} isOpen it calls by a pointer, and hands on a value of the guest
 */

const STACK_POINTER = 0;
const I64 = 0x7e;

/** Larger is the interpreter alone: all ways of the language lead through it, and it has a frame that tells of its size. */
const INTERPRETER_BYTES = 30_000;
/** A circle of more is the core of the language, whose ways back lead through a call that has room, or through the interpreter. */
const LARGEST_CIRCLE = 100;

/*
 * Measured in V8 with 180 kinds of recursion, unoptimised and optimised: with half of its 984 KB all of them end by the machine's own limit,
 * but for two. Iterators that wrap iterators by the thousand are counted by nobody, and a proxy of proxies that is asked whether it can be
 * extended takes 700.
 */
/** What who calls by a pointer and hands on a value of the guest takes at least: what comes in between is at most a few functions. */
const OPEN_ROOM = 160;
/** What a function takes at least that calls itself, or is called by another that it calls. */
const SMALL_CIRCLE = 3;
const SMALL_ROOM = 112;
const LEAST_MORE = 48;
/** In a larger circle each level goes through a dozen of them, of which those with few calls take next to nothing. */
const FEW_CALLS = 10;
const MOST_IN_LARGE = 48;

/**
 * @param {Func} func
 * @param {number} circle of how many functions that call each other, itself included; none is 0
 */
function roomFor({ locals, frame, calls, isOpen, bytes }, circle) {
  if (bytes > INTERPRETER_BYTES) return 0;
  const open = isOpen ? OPEN_ROOM - frame : 0;
  if (circle === 0 || circle > LARGEST_CIRCLE) return open;
  if (circle <= SMALL_CIRCLE) return Math.max(open, LEAST_MORE, SMALL_ROOM - frame);
  return Math.max(open, calls < FEW_CALLS ? 0 : Math.min(MOST_IN_LARGE, 16 + locals * 2) - frame);
}

/**
 * @param {Uint8Array} module
 * @param {(func: Func, circle: number) => number} room in bytes; less than one is none
 */
export function withRoom(module, room = roomFor) {
  const { signatures, imported, own, bodies } = functionsOf(module);
  const functions = bodies.map((body, i) => look(body, signatureAt(own, i), { signatures, imported }));
  const circles = circlesOf(functions);
  const roomy = bodies.map((body, i) => {
    const bytes = (room(/** @type {Func} */ (functions[i]), circles[i] ?? 0) + 15) & ~15;
    return bytes > 0 ? roomyBody(body, signatureAt(own, i), bytes) : body;
  });
  return withBodies(module, roomy);
}

/**
 * @param {readonly Signature[]} signatures
 * @param {number} at
 */
function signatureAt(signatures, at) {
  return /** @type {Signature} */ (signatures[at]);
}

/**
 * @param {Uint8Array} body
 * @param {Signature} signature
 * @param {{ signatures: readonly Signature[], imported: number }} module
 * @returns {Func}
 */
function look(body, { params }, { signatures, imported }) {
  const reader = new Reader(body);
  const locals = params.length + skipLocals(reader);
  const frame = frameOf(body.subarray(reader.at));
  const called = [];
  let calls = 0;
  let isOpen = false;
  while (!reader.isDone) {
    const op = reader.byte();
    const from = reader.at;
    reader.skipRest(op);
    if (op !== OP.call && op !== OP.callIndirect) continue;
    calls++;
    const target = new Reader(body.subarray(from)).number();
    if (op === OP.call && target >= imported) called.push(target - imported);
    else if (op === OP.callIndirect) isOpen ||= takesValue(signatureAt(signatures, target));
  }
  return { bytes: body.length, locals, frame, calls, called, isOpen };
}

/** Values of the guest are the only numbers of 64 bits that are handed on by a pointer. @param {Signature} signature */
function takesValue({ params, results }) {
  return params.includes(I64) || results.includes(I64);
}

/** @param {Reader} reader */
function skipLocals(reader) {
  let locals = 0;
  for (let groups = reader.number(); groups > 0; groups--) {
    locals += reader.number();
    reader.byte();
  }
  return locals;
}

/** As a compiler begins a function that needs the stack. @param {Uint8Array} code */
function frameOf(code) {
  const [first, which, second] = code;
  if (first !== OP.globalGet || which !== STACK_POINTER || second !== OP.i32Const) return 0;
  const reader = new Reader(code.subarray(3));
  const bytes = reader.number();
  return reader.byte() === OP.i32Sub ? bytes : 0;
}

/**
 * For each function how many there are that it leads to and that lead back to it, by Tarjan's way.
 * @param {readonly Func[]} functions
 */
function circlesOf(functions) {
  const sizes = functions.map(() => 0);
  /** @type {number[]} */
  const found = [];
  /** @type {number[]} */
  const lowest = [];
  /** @type {number[]} */
  const open = [];
  let next = 1;
  const visit = (/** @type {number} */ at) => {
    const { called, bytes } = /** @type {Func} */ (functions[at]);
    found[at] = lowest[at] = next++;
    open.push(at);
    for (const to of bytes > INTERPRETER_BYTES ? [] : called) {
      if (found[to] === undefined) visit(to);
      if (sizes[to] === 0 && open.includes(to)) lowest[at] = Math.min(lowest[at] ?? 0, lowest[to] ?? 0);
    }
    if (lowest[at] !== found[at]) return;
    const circle = open.splice(open.indexOf(at));
    const isOne = circle.length > 1 || called.includes(at);
    for (const each of circle) sizes[each] = isOne ? circle.length : 0;
  };
  functions.forEach((_, at) => {
    if (found[at] === undefined) visit(at);
  });
  return sizes;
}

/**
 * @param {Uint8Array} body
 * @param {Signature} signature
 * @param {number} bytes
 */
function roomyBody(body, signature, bytes) {
  const reader = new Reader(body);
  skipLocals(reader);
  const move = (/** @type {number} */ op) => [
    ...[OP.globalGet, ...number(STACK_POINTER), OP.i32Const, ...constant(bytes), op],
    ...[OP.globalSet, ...number(STACK_POINTER)],
  ];
  const code = blockOf(body.subarray(reader.at), signature);
  return Uint8Array.from([
    ...body.subarray(0, reader.at),
    ...[...move(OP.i32Sub), ...code, ...move(OP.i32Add), OP.end],
  ]);
}
