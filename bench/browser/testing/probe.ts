/** Tells what a page of ours can and cannot do, for the runner's test. */
import { compile, decide, link, newMeters } from "../../../lib/policy";
import { agentSpecSchema } from "../../../lib/spec/agent-spec";
import type { RunInPage } from "../page-module";

interface Input {
  readonly path: string;
  readonly eval?: boolean;
}

export const run: RunInPage<Input> = async ({ path, eval: doesEvaluate = false }, tools) => {
  const spec = agentSpecSchema.parse({
    agent: { name: "a" },
    capabilities: { filesystem: { read: ["/a/**"] } },
  });
  if (doesEvaluate) new Function("return 1")();
  const before = await tools.heapBytes();
  const kept = [new Uint8Array(3_000_000), Array.from({ length: 500_000 }, (_, index) => index + 0.5)];
  const after = await tools.heapBytes();
  const bytes = await tools.asset("adder.wasm");
  const { instance } = await WebAssembly.instantiate(bytes);
  const add = instance.exports.add as (a: number, b: number) => number;
  return {
    verdict: decide(link(compile(spec)), { op: "fs.read", path }, newMeters(0)).verdict,
    isIsolated: globalThis.crossOriginIsolated,
    sum: add(2, 3),
    grown: after - before,
    kept: kept.length,
  };
};
