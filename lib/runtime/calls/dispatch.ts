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
  "model.call",
  "agent.spawn",
]);

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
  private readonly waiting = new Set<number>();

  constructor(options: DispatchOptions) {
    this.options = options;
    // A Map, so that `constructor` and `__proto__` are names like any other: of no call.
    this.handlers = new Map(Object.entries(options.handlers));
  }

  /** How many promises of the guest are out. */
  get pending(): number {
    return this.waiting.size;
  }

  call(text: string, bytes: Uint8Array<ArrayBuffer> | undefined): Answer | Promise<Answer> {
    try {
      const [name, values] = read(text);
      const handler = this.handlers.get(name);
      if (!handler) return envelope({ e: unknownCall(name) });
      const result = handler(new Values(values), bytes);
      if (!(result instanceof Promise))
        return LATER.has(name) ? this.later(Promise.resolve(result)) : answer(result);
      return LATER.has(name) ? this.later(result) : result.then(answer, (thrown) => this.failure(thrown));
    } catch (thrown) {
      return this.failure(thrown);
    }
  }

  private later(result: Promise<Result>): Answer {
    this.lastPromise += 1;
    const promise = this.lastPromise;
    this.waiting.add(promise);
    const settle = (settled: Omit<Settled, "promise">) => {
      this.waiting.delete(promise);
      this.options.settled({ promise, ...settled });
    };
    result.then(
      ({ value, bytes }) => settle({ answer: { v: value }, ...(bytes && { bytes }) }),
      (thrown) => settle({ answer: { e: this.error(thrown) } }),
    );
    return envelope({ p: promise });
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

function answer({ value, bytes }: Result): Answer {
  return { ...envelope(value === undefined ? {} : { v: value }), ...(bytes && { bytes }) };
}

function envelope(content: Envelope): Answer {
  return { text: JSON.stringify(content) };
}
