/** The benchmark of policy decisions, in a page. */
import init, { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/web";
import type { PageTools, RunInPage } from "../browser/page-module";
import { measureAndConclude } from "../measure-and-conclude";
import type { PageInput, PageResult } from "../support";
import { policyBench, workloadOf } from "./contenders";
import { conclude } from "./promises";

export const run: RunInPage<PageInput, PageResult> = async ({ rounds }, tools) => {
  await init({ module_or_path: await tools.asset("cedar.wasm") });
  const bench = policyBench({ preparsePolicySet, statefulIsAuthorized });
  return measureAndConclude({ ...bench, conclude: (ratios) => concludeHere(ratios, tools) }, rounds);
};

/** The clock is there for the promises alone: it keeps a processor busy. */
async function concludeHere(ratios: ReadonlyMap<string, number>, tools: PageTools) {
  const { heapBytes } = tools;
  const clock = await tools.fineClock();
  try {
    return await conclude(ratios, workloadOf, { heapBytes, nanoseconds: clock.nanoseconds });
  } finally {
    clock.stop();
  }
}
