/** The benchmark of deciding a run again, in a page. */
import type { RunInPage } from "../browser/page-module";
import { measure } from "../measure";
import type { PageInput, PageResult } from "../support";
import { decidedAgain } from "./decided-again";

export const run: RunInPage<PageInput, PageResult> = async ({ rounds }) => {
  const result = await measure(rounds === null ? decidedAgain : { ...decidedAgain, rounds });
  const ratios = new Map(result.figures.map(({ name, ratio }) => [name, ratio.median]));
  const conclusion = await decidedAgain.conclude?.(ratios);
  return { result, ...(conclusion && { conclusion }) };
};
