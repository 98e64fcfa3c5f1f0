/** The tests that live with a spec. */
import type { LoadResult } from "../../spec/load";
import type { PolicyRequest, SourceRange, Verdict } from "../types";

export interface PolicyTest {
  readonly file: string;
  readonly name: string;
  readonly request: PolicyRequest;
  readonly expect: Verdict;
  readonly range: SourceRange | null;
}

export function testsOf(file: string, { spec, source }: Pick<LoadResult, "spec" | "source">): PolicyTest[] {
  return (spec?.test ?? []).map(({ name, request, expect }, index) => {
    // The schema names the same operations and fields; only how it writes what may be left out differs.
    return { file, name, request: request as PolicyRequest, expect, range: source.rangeOf(["test", index]) };
  });
}
