/** The benchmark of policy decisions, in a page. */
import init, { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/web";
import type { RunInPage } from "../browser/page-module";
import { measure } from "../measure";
import type { PageInput, PageResult } from "../support";
import { policyBench, workloadOf } from "./contenders";
import { conclude } from "./promises";

export const run: RunInPage<PageInput, PageResult> = async ({ rounds }, tools) => {
  await init({ module_or_path: await tools.asset("cedar.wasm") });
  const bench = policyBench({ preparsePolicySet, statefulIsAuthorized });
  const result = await measure(rounds === null ? bench : { ...bench, rounds });
  const ratios = new Map(result.figures.map(({ name, ratio }) => [name, ratio.median]));
  const { heapBytes } = tools;
  const clock = await tools.fineClock();
  try {
    const conclusion = await conclude(ratios, workloadOf, { heapBytes, nanoseconds: clock.nanoseconds });
    return { result, conclusion };
  } finally {
    clock.stop();
  }
};
