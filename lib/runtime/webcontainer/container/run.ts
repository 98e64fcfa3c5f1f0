/**
 * What `node run.mjs` is in the container: stands a realm up where the page says so, and lets the shim serve it. The page is
 * asked over the standard streams; a question blocks until it is answered, which is how a synchronous call of the agent waits.
 *
 * It runs with all that Node has there, and nothing of the agent's is ever evaluated in its realm.
 */
import { readFileSync, readSync, writeSync } from "node:fs";
import { isatty, ReadStream } from "node:tty";
import * as vm from "node:vm";
import type { AnswerOf, Asking, Order, Question } from "../../shim/exchange";
import type { Vm } from "../../shim/platform";
import { serve } from "../../shim/serve";
import { Shim } from "../../shim/shim";
import { LineReader, packetLines } from "../frames/lines";
import { DOWN_KINDS, type DownKind, type Packet, UP_KINDS, type UpKind } from "../frames/packet";

const STDIN = 0;
const STDOUT = 1;
const BUFFER_BYTES = 64 * 1024;
const RETRY_MS = 1;

const reader = new LineReader("down", DOWN_KINDS);
const waiting: Packet<DownKind>[] = [];
const buffer = new Uint8Array(BUFFER_BYTES);
const pause = new Int32Array(new SharedArrayBuffer(4));
let lastQuestion = 0;

/** A pipe that somebody made non-blocking has nothing now, or no room now. */
function patiently(work: () => number): number {
  for (;;) {
    try {
      return work();
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== "EAGAIN") throw thrown;
      Atomics.wait(pause, 0, 0, RETRY_MS);
    }
  }
}

function send(packet: Packet<UpKind>): void {
  const bytes = Buffer.from(packetLines("up", UP_KINDS, packet), "latin1");
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(STDOUT, bytes, at));
}

/** Undefined: the page is gone. */
function receive(): Packet<DownKind> | undefined {
  while (waiting.length === 0) {
    const count = patiently(() => readSync(STDIN, buffer, 0, BUFFER_BYTES, null));
    if (count === 0) return undefined;
    const text = Buffer.from(buffer.subarray(0, count)).toString("latin1");
    for (const heard of reader.push(text)) if (heard.what === "packet") waiting.push(heard.packet);
  }
  return waiting.shift();
}

function question(asked: Question, id: number): Packet<UpKind> {
  switch (asked.kind) {
    case "call":
      return {
        kind: "call",
        id,
        text: asked.text,
        ...(asked.bytes && { bytes: new Uint8Array(asked.bytes) }),
      };
    case "resolve":
      return { kind: "resolve", id, text: JSON.stringify([asked.base, asked.specifier]) };
    default:
      return { kind: "load", id, text: asked.name };
  }
}

const ask = ((asked: Question): AnswerOf<"call"> => {
  lastQuestion += 1;
  const id = lastQuestion;
  send(question(asked, id));
  for (;;) {
    const packet = receive();
    // There is nobody any more who could answer: nothing of the agent goes on.
    if (!packet) process.exit();
    if (packet.id !== id) continue;
    if (packet.kind === "unanswered") return undefined;
    if (packet.kind !== "answer") continue;
    const answer = JSON.parse(packet.text) as NonNullable<AnswerOf<"call">>;
    return packet.bytes ? { ...answer, bytes: packet.bytes } : answer;
  }
}) as Asking;

/** Why there is no realm (a Node without modules of text, a part that is not there) is for whoever looks after the container. */
function begin(wanted: Packet<DownKind>): Shim {
  try {
    return realm(wanted);
  } catch (thrown) {
    send({ kind: "failed", id: wanted.id, text: `${thrown}` });
    process.exit(1);
  }
}

function realm({ id, text }: Packet<DownKind>): Shim {
  const { allowsCode } = JSON.parse(text) as { allowsCode: boolean };
  const part = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
  const platform = {
    vm: vm as unknown as Vm,
    ask,
    memoryBytes: () => process.memoryUsage().heapUsed,
  };
  const shim = new Shim(platform, { inside: part("inside.js"), library: part("guest.js"), allowsCode });
  send({ kind: "ready", id, text: "" });
  return shim;
}

let shim: Shim | undefined;
process.on("unhandledRejection", (reason, promise) => shim?.rejected(promise, reason));
process.on("rejectionHandled", (promise) => shim?.handled(promise));

/** Until the page wants another realm, or is gone. */
function life(first: Packet<DownKind>): void {
  const current = begin(first);
  shim = current;
  let open = 0;
  serve(current, {
    next: (): Order | undefined => {
      const packet = receive();
      if (!packet) process.exit();
      if (packet.kind === "realm") {
        setImmediate(life, packet);
        return undefined;
      }
      open = packet.id;
      const { kind, text, bytes } = packet;
      return kind === "rejections" ? { kind, text } : { kind: "run", text, ...(bytes && { bytes }) };
    },
    report: (report) => send({ kind: "report", id: open, text: JSON.stringify(report) }),
    afterJobs: (work) => void setImmediate(work),
  });
}

// A terminal would say everything back, and keep lines to itself until they end.
if (isatty(STDIN)) new ReadStream(STDIN).setRawMode(true);
const first = receive();
if (first?.kind === "realm") life(first);
