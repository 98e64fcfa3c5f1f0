/** How the tests of a policy came out, in few words. */
import type { TestsView, TestView } from "../policy-desk/messages";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Nothing in a page can decide them. */
  readonly open: number;
}

export function outcomeOf({ tests }: Pick<TestsView, "tests">): Outcome {
  const of = (passed: boolean | null) => tests.filter((test) => test.passed === passed).length;
  return { passed: of(true), failed: of(false), open: of(null) };
}

/** For the tab: nothing where there are no tests. */
export function testNote(view: TestsView | null | undefined): string | undefined {
  if (!view || view.tests.length === 0) return undefined;
  const { failed, passed } = outcomeOf(view);
  if (failed === 0) return `${passed} ✓`;
  return `${failed} of ${view.tests.length} ${failed === 1 ? "fails" : "fail"}`;
}

export function outcomeSentence(view: TestsView): string {
  const { passed, failed, open } = outcomeOf(view);
  const parts = [`${passed} passed`, `${failed} failed`];
  if (open > 0) parts.push(`${open} not decided here`);
  const count = view.tests.length;
  return `${count} ${count === 1 ? "test" : "tests"}: ${parts.join(", ")}.`;
}

/** What failed comes first; all else stays as it is written. */
export function inOrder(tests: readonly TestView[]): readonly TestView[] {
  return [
    ...tests.filter(({ passed }) => passed === false),
    ...tests.filter(({ passed }) => passed !== false),
  ];
}
