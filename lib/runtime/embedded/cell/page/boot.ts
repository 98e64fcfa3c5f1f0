/**
 * A worker with its machine, in a frame of its own, that has heard of no session yet. What it takes to get there is the
 * same for every cell, so one can be made before anybody waits for it; none is ever used twice.
 *
 * Guarantees: each step has its time and a sentence for when it takes longer; a worker that says anything but what it has
 * to say is removed, whenever it says it.
 */
import type { FromCell, ToCell } from "../protocol";
import { readMessage } from "../read-message";
import { CellFault } from "./fault";
import { type Frame, openFrame } from "./frame";

export interface BootParts {
  /** The text of the worker's program, in UTF-8. */
  readonly program: Uint8Array<ArrayBuffer>;
  /** The machine as bytes: an opaque origin cannot be sent a compiled module. */
  readonly machine: Uint8Array<ArrayBuffer>;
  readonly guest: Extract<ToCell, { kind: "boot" }>["guest"];
}

/** Generous: a laptop that wakes up has other things to do. */
const STEPS = {
  frame: { ms: 15_000, late: "The sandbox's frame did not load. Is the server reachable?" },
  worker: {
    ms: 15_000,
    late: "The sandbox's worker did not start. Does something in this browser block workers in frames?",
  },
  machine: { ms: 30_000, late: "The sandbox's machine did not start within 30 seconds." },
  answer: { ms: 2_000, late: "The sandbox that was kept ready does not answer." },
} as const;

export async function bootFrame(document: Document, { program, machine, guest }: BootParts): Promise<Frame> {
  const empty = await inTime("frame", (signal) => openFrame(document, signal));
  const frame = empty.handOver(program);
  try {
    await inTime("worker", () => heard(frame.port, "up"));
    post(frame, { kind: "boot", machine, guest });
    await inTime("machine", () => heard(frame.port, "ready"));
    // It has nothing to say until it is asked.
    frame.port.onmessage = () => discard(frame);
    return frame;
  } catch (cause) {
    discard(frame);
    throw cause;
  }
}

/** Whether a worker that has waited is still there: browsers end what nobody looks at when they need the room. */
export async function isAlive(frame: Frame): Promise<boolean> {
  try {
    const pong = heard(frame.port, "pong");
    post(frame, { kind: "ping" });
    await inTime("answer", () => pong);
    if (frame.isThere) return true;
  } catch {
    // Whatever it was: another one is made.
  }
  discard(frame);
  return false;
}

export function discard(frame: Frame): void {
  frame.port.onmessage = null;
  frame.port.close();
  frame.remove();
}

function post(frame: Frame, message: ToCell): void {
  frame.port.postMessage(message);
}

/** The next thing that is said has to be this. */
function heard(port: MessagePort, kind: FromCell["kind"]): Promise<void> {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message?.kind === kind) resolve();
      else reject(message?.kind === "failed" ? new CellFault(message.what) : new CellFault("protocol"));
    };
  });
}

async function inTime<Value>(
  step: keyof typeof STEPS,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const abort = new AbortController();
  const { ms, late } = STEPS[step];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const fault = new CellFault("late", late);
      abort.abort(fault);
      reject(fault);
    }, ms);
  });
  try {
    return await Promise.race([work(abort.signal), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
