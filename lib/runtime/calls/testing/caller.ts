/** Calls as a guest makes them, over a real mediator and files in memory, without a machine in between. */
import { type Bench, type BenchOptions, bench } from "../../../mediator/testing/bench";
import { MemoryFiles, type Tree } from "../../files";
import { descriptorCalls } from "../descriptors";
import { Dispatch, type Settled } from "../dispatch";
import { FileAccess } from "../file-access";
import { pathCalls } from "../files";
import { type Http, networkCalls } from "../network";
import { processCalls } from "../process";
import type { CallError, CallName, Message } from "../protocol";
import { watchCalls } from "../watch";

export interface Answered {
  readonly v?: unknown;
  readonly e?: CallError;
  readonly p?: number;
  readonly bytes?: Uint8Array;
}

export interface Caller extends Bench {
  readonly files: MemoryFiles;
  readonly dispatch: Dispatch;
  readonly failures: unknown[];
  readonly settled: Settled[];
  readonly changes: Message[];
  call(name: CallName, ...values: unknown[]): Promise<Answered>;
  callWith(bytes: Uint8Array, name: CallName, ...values: unknown[]): Promise<Answered>;
}

export interface CallerOptions extends BenchOptions {
  readonly tree?: Tree;
  readonly env?: Readonly<Record<string, string>>;
  readonly http?: Http;
  readonly isReal?: boolean;
}

export function caller(spec: string, options: CallerOptions = {}): Caller {
  const made = bench(spec, options);
  const { mediator, clock } = made;
  const random = (bytes: Uint8Array) => void crypto.getRandomValues(bytes);
  const files = new MemoryFiles({ clock: () => BigInt(clock.now()) * 1_000_000n });
  files.mount("/workspace", options.tree ?? {});
  const access = new FileAccess({
    mediator,
    files,
    isReal: options.isReal ?? false,
    random,
    cwd: "/workspace",
  });
  const failures: unknown[] = [];
  const settled: Settled[] = [];
  const changes: Message[] = [];
  const dispatch = new Dispatch({
    handlers: {
      ...pathCalls(access),
      ...descriptorCalls(access).calls,
      ...watchCalls({ access, tell: (change) => changes.push(change) > 0 }).calls,
      ...networkCalls(mediator, options.http ?? (() => Promise.reject(new Error("no network")))),
      ...processCalls({
        mediator,
        access,
        env: options.env ?? {},
        write: () => {},
        exit: () => {},
        memory: () => ({ used: 1, total: 2 }),
        hrtime: () => 5n,
        random,
        readStdin: () => {},
        setAlarm: () => {},
      }),
    },
    settled: (each) => settled.push(each),
    failed: (cause) => failures.push(cause),
  });
  const ask = async (bytes: Uint8Array | undefined, values: unknown[]): Promise<Answered> => {
    const copy = bytes && new Uint8Array(bytes);
    const { text, bytes: back } = await dispatch.call(JSON.stringify(values), copy);
    return { ...(JSON.parse(text) as Answered), ...(back && { bytes: back }) };
  };
  return {
    ...made,
    files,
    dispatch,
    failures,
    settled,
    changes,
    call: (...values) => ask(undefined, values),
    callWith: (bytes, ...values) => ask(bytes, values),
  };
}
