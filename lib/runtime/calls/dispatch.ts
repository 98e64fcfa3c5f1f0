/**
 * From a text of the guest to a handler and back. Total: any text and any bytes are answered; a handler that fails for a
 * reason of ours answers with a fixed sentence, and the reason stays on this side.
 *
 * A call that takes time answers with a promise's number at once, or (where the guest is to wait inside of the call) with the
 * answer itself later, which only the machine's own waiting can do.
 */
import { AuditFault } from "../../audit/bytes";
import type { Handler, Handlers, Result } from "./handler";
import type { CallError, CallName, Envelope } from "./protocol";
import { Refused, refusalError } from "./refused";
import { CallFault, Values } from "./values";

export interface Answer {
  readonly text: string;
  readonly bytes?: Uint8Array;
}

/** Text of a guest that is longer than this is not looked at: a path has 4 KiB, arguments of a tool far less. */
const TEXT_LIMIT_UNITS = 4 * 1024 * 1024;

/** Calls that take time: the guest goes on, and is told. */
const LATER: ReadonlySet<string> = new Set<CallName>([
  "net.fetch",
  "exec.run",
  "tool.call",
  "tool.list",
  "model.call",
  "model.next",
  "agent.spawn",
]);

const CANCEL: CallName = "call.cancel";
const ABORTED: CallError = {
  name: "AbortError",
  code: "ABORT_ERR",
  message: "The operation was aborted",
};

export interface Settled {
  readonly promise: number;
  readonly answer: { v?: unknown } | { e: CallError };
  readonly bytes?: Uint8Array;
}

export interface DispatchOptions {
  readonly handlers: Partial<Handlers>;
  /** A promise of the guest was settled: to be told at the next turn. */
  settled(settled: Settled): void;
  /** Something of ours failed: for whoever looks after the sandbox, never for the guest. */
  failed(cause: unknown): void;
}

export class Dispatch {
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly options: DispatchOptions;
  private lastPromise = 0;
  /** By the number of its promise, what ends a call that is on its way. */
  private readonly waiting = new Map<number, AbortController>();

  constructor(options: DispatchOptions) {
    this.options = options;
    // A Map, so that `constructor` and `__proto__` are names like any other: of no call.
    this.handlers = new Map(Object.entries(options.handlers));
  }

  /** How many promises of the guest are out. */
  get pending(): number {
    return this.waiting.size;
  }

  /** Gives up on all of them: their process is over. */
  end(): void {
    for (const controller of this.waiting.values()) controller.abort();
  }

  call(text: string, bytes: Uint8Array<ArrayBuffer> | undefined): Answer | Promise<Answer> {
    try {
      const [name, values] = read(text);
      if (name === CANCEL) return this.cancel(new Values(values).count(0));
      const handler = this.handlers.get(name);
      if (!handler) return envelope({ e: unknownCall(name) });
      if (LATER.has(name)) return this.later(handler, new Values(values), bytes);
      const result = handler(new Values(values), bytes);
      return result instanceof Promise
        ? result.then(answer, (thrown) => this.failure(thrown))
        : answer(result);
    } catch (thrown) {
      return this.failure(thrown);
    }
  }

  private later(handler: Handler, values: Values, bytes: Uint8Array<ArrayBuffer> | undefined): Answer {
    const controller = new AbortController();
    const { signal } = controller;
    // What is wrong with the values is said at once, as a program expects it.
    const result = Promise.resolve(handler(values, bytes, signal));
    this.lastPromise += 1;
    const promise = this.lastPromise;
    this.waiting.set(promise, controller);
    const settle = (settled: Omit<Settled, "promise">) => {
      this.waiting.delete(promise);
      this.options.settled({ promise, ...settled });
    };
    result.then(
      ({ value, bytes: back }) => settle({ answer: { v: value }, ...(back && { bytes: back }) }),
      (thrown) => settle({ answer: { e: signal.aborted ? ABORTED : this.error(thrown) } }),
    );
    return envelope({ p: promise });
  }

  /** Only asks for an end: the promise is settled by the call itself, when it has noticed. */
  private cancel(promise: number): Answer {
    this.waiting.get(promise)?.abort();
    return envelope({});
  }

  private failure(thrown: unknown): Answer {
    return envelope({ e: this.error(thrown) });
  }

  private error(thrown: unknown): CallError {
    if (thrown instanceof CallFault) return thrown.error;
    if (thrown instanceof Refused) return refusalError(thrown);
    this.options.failed(thrown);
    // Neither its message nor its name: both could tell of the host.
    const isLog = thrown instanceof AuditFault;
    return { name: "Error", code: "ERR_AEGIS_HOST", message: isLog ? "The log failed." : "The host failed." };
  }
}

function read(text: string): [string, readonly unknown[]] {
  if (text.length > TEXT_LIMIT_UNITS) throw new CallFault(badCall("The call is too long."));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CallFault(badCall("The call is no JSON."));
  }
  if (!Array.isArray(parsed) || typeof parsed[0] !== "string")
    throw new CallFault(badCall("The call has no name."));
  return [parsed[0], parsed.slice(1)];
}

function badCall(message: string): CallError {
  return { name: "TypeError", code: "ERR_AEGIS_CALL", message };
}

function unknownCall(name: string): CallError {
  return {
    name: "Error",
    code: "ERR_AEGIS_UNSUPPORTED",
    message: `This sandbox does not offer ${JSON.stringify(name.slice(0, 64))}.`,
  };
}

/** What most calls are answered with, made once. */
const NOTHING_SAID = "{}";

function answer({ value, bytes }: Result): Answer {
  const text = value === undefined ? NOTHING_SAID : JSON.stringify({ v: value });
  return bytes ? { text, bytes } : { text };
}

function envelope(content: Envelope): Answer {
  return { text: JSON.stringify(content) };
}
