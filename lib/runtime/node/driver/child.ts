/**
 * The program of the agent's process. It holds the pipes to the host, makes the shim, and has taken from Node what it
 * needs before the agent is there; what is left of Node in the global object is removed, so that whoever comes into this realm
 * finds little.
 */
import { readSync, writeSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import vm from "node:vm";
import type { AnswerOf, Asking, Order, Question, Start } from "../../shim/exchange";
import type { Vm } from "../../shim/platform";
import { serve } from "../../shim/serve";
import { Shim } from "../../shim/shim";
import { decodeHead, decodeText, encodeFrame, type Frame, HEAD_BYTES, type Kind } from "../../shim/wire";

const FROM_HOST = 3;
const TO_HOST = 4;
const { exit, on } = process;
const { parse, stringify } = JSON;
const later = setImmediate;
const ORDINARY = new Set(Object.getOwnPropertyNames(vm.runInNewContext("globalThis")));

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(TO_HOST, bytes, at, bytes.length - at);
}

function send(kind: Kind, text: string, bytes?: Uint8Array): void {
  for (const piece of encodeFrame({ kind, text, ...(bytes && { bytes }) })) write(piece);
}

function readExactly(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const count = readSync(FROM_HOST, bytes, at, length - at, null);
    // The host has gone: there is nobody to do anything for.
    if (count === 0) exit(0);
    at += count;
  }
  return bytes;
}

function receive(): Frame {
  const head = decodeHead(readExactly(HEAD_BYTES));
  if (!head) return exit(70);
  const text = decodeText(readExactly(head.textBytes));
  return { kind: head.kind, text, ...(head.bytes !== undefined && { bytes: readExactly(head.bytes) }) };
}

function answer(): Frame | undefined {
  const frame = receive();
  return frame.kind === "answer" ? frame : undefined;
}

const ask = ((question: Question): AnswerOf<"call"> | AnswerOf<"load"> => {
  if (question.kind === "call") {
    send("call", question.text, question.bytes);
    return answer();
  }
  send(
    question.kind,
    question.kind === "load" ? question.name : stringify([question.base, question.specifier]),
  );
  const frame = answer();
  return frame && parse(frame.text);
}) as Asking;

/** What the engine knows of itself: how much the process takes is told by files that it does not have. */
function memoryBytes(): number {
  const { total_heap_size, external_memory } = getHeapStatistics();
  return total_heap_size + external_memory;
}

const { text, bytes } = receive();
const start = { ...parse(text), library: decodeText(bytes ?? new Uint8Array()) } as Start;
const shim = new Shim({ vm: vm as unknown as Vm, ask, memoryBytes }, start);
on.call(process, "unhandledRejection", (reason, promise) => shim.rejected(promise, reason));
on.call(process, "rejectionHandled", (promise) => shim.handled(promise));
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!ORDINARY.has(name)) Reflect.deleteProperty(globalThis, name);
}
send("ready", "");

serve(shim, {
  next: (): Order => {
    const frame = receive();
    return {
      kind: frame.kind === "rejections" ? "rejections" : "run",
      text: frame.text,
      ...(frame.bytes && { bytes: frame.bytes }),
    };
  },
  report: (report) => send("report", stringify(report)),
  afterJobs: (work) => void later(work),
});
