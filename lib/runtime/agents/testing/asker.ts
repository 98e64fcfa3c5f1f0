/** Calls as a guest makes them, over a real mediator and what a workspace in memory provides. */
import { type Bench, type BenchOptions, bench } from "../../../mediator/testing/bench";
import type { Program } from "../../../policy";
import { compile } from "../../../policy";
import { load } from "../../../spec";
import { Dispatch, type Settled } from "../../calls/dispatch";
import { type Http, networkCalls } from "../../calls/network";
import type { CallError, CallName } from "../../calls/protocol";
import { MemoryFiles, type Tree } from "../../files";
import { newAgentLineage, type RunChild } from "../agent-calls";
import { furtherCalls } from "../further-calls";
import { type Provisions, readProvisions } from "../provisions";

export interface Asker extends Bench {
  readonly provisions: Provisions;
  readonly failures: unknown[];
  /** What the call answers; what it throws, as the guest has it, in `error`. */
  ask(name: CallName, ...values: unknown[]): Promise<{ value?: unknown; error?: CallError }>;
  /** Begins a call that takes time; answers its number at once. */
  begin(name: CallName, ...values: unknown[]): number;
  settled(promise: number): Promise<{ value?: unknown; error?: CallError }>;
}

export interface AskerOptions extends BenchOptions {
  readonly tree?: Tree;
  readonly http?: Http;
  readonly runChild?: RunChild;
}

const SID = "0198c0de-0000-7000-8000-000000000001";

export function programOf(toml: string): Program {
  const { spec, source, diagnostics } = load(`[agent]\nname = "tested"\n${toml}`);
  if (!spec) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return compile(spec, source);
}

export function asker(toml: string, options: AskerOptions = {}): Asker {
  const made = bench(toml, options);
  const { mediator, clock } = made;
  const files = new MemoryFiles({ clock: () => 0n });
  files.mount("/workspace", options.tree ?? {});
  const provisions = readProvisions(files, "/workspace");
  const http = options.http ?? (() => Promise.reject(new Error("no network")));
  const failures: unknown[] = [];
  const done = new Map<number, Settled>();
  const waiting = new Map<number, (settled: Settled) => void>();
  let last = 1;
  const dispatch = new Dispatch({
    handlers: furtherCalls({
      mediator,
      provisions,
      programs: [programOf(toml)],
      fetch: networkCalls(mediator, http)["net.fetch"],
      after: (milliseconds, then) => clock.after(milliseconds, then),
      sid: SID,
      newSid: () => `0198c0de-0000-7000-8000-${String(++last).padStart(12, "0")}`,
      lineage: newAgentLineage(),
      ...(options.runChild && { runChild: options.runChild }),
    }),
    settled: (each) => {
      const then = waiting.get(each.promise);
      if (then) then(each);
      else done.set(each.promise, each);
    },
    failed: (cause) => failures.push(cause),
  });
  const answerOf = ({ v, e }: { v?: unknown; e?: CallError }) => (e ? { error: e } : { value: v });
  const settled: Asker["settled"] = async (promise) => {
    const each =
      done.get(promise) ?? (await new Promise<Settled>((resolve) => waiting.set(promise, resolve)));
    return answerOf(each.answer);
  };
  const say = (values: unknown[]) =>
    JSON.parse((dispatch.call(JSON.stringify(values), undefined) as { text: string }).text);
  return {
    ...made,
    provisions,
    failures,
    settled,
    begin: (...values) => (say(values) as { p: number }).p,
    ask: async (...values) => {
      const answer = say(values) as { v?: unknown; e?: CallError; p?: number };
      return answer.p === undefined ? answerOf(answer) : settled(answer.p);
    },
  };
}
