/** What stands above the lines of a policy: what they decided in the last run, and how its tests come out. */
import type { LineMark } from "../../editor/line-marks";
import type { Lines, PolicyRead, TestRead } from "./messages";

export type Lens =
  /** What these lines decided; choosing it shows the requests. */
  | {
      readonly kind: "rule";
      readonly line: number;
      readonly title: string;
      /** The lines that decided, as they were when the run began. */
      readonly from: number;
      readonly to: number;
    }
  /** Choosing it goes to the rule that decides the test, where one does, else to the list of tests. */
  | { readonly kind: "test"; readonly line: number; readonly title: string; readonly test: TestRead };

/** A mark of a run, and where its line is by now. */
export type PlacedMark = LineMark & { readonly now: number };

export function lensesOf({ rules, tests }: PolicyRead, marks: readonly PlacedMark[]): Lens[] {
  return [...ruleLenses(rules, marks), ...(tests ?? []).map(testLens)];
}

/** A list over several lines is told of once, at its key; each line has its own mark besides. */
function ruleLenses(rules: readonly Lines[], marks: readonly PlacedMark[]): Lens[] {
  const groups = new Map<number, PlacedMark[]>();
  for (const mark of marks) {
    const around = rules.find(({ line, endLine }) => line <= mark.now && mark.now <= endLine);
    const line = around?.line ?? mark.now;
    groups.set(line, [...(groups.get(line) ?? []), mark]);
  }
  return [...groups].map(([line, inside]) => ({
    kind: "rule",
    line,
    title: usedBy(inside),
    from: Math.min(...inside.map((mark) => mark.line)),
    to: Math.max(...inside.map((mark) => mark.line)),
  }));
}

const KINDS = ["allow", "deny", "approve", "sanitize"] as const;

function usedBy(marks: readonly LineMark[]): string {
  const counts = KINDS.map(
    (kind) => [kind, marks.reduce((sum, each) => sum + each.counts[kind], 0)] as const,
  );
  const told = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${number(count)} ${kind}`);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return `Used by ${number(all)} ${all === 1 ? "request" : "requests"}: ${told.join(", ")}`;
}

const number = (count: number) => count.toLocaleString("en");

function testLens(test: TestRead): Lens {
  return { kind: "test", line: test.line, title: testTitle(test), test };
}

function testTitle({ expect, verdict, rule, place }: TestRead): string {
  if (verdict === null) return "Not decided here: SQL is read where tests are run";
  const by = rule === null ? "no rule allows it" : place === null ? rule : `${rule}, line ${place.line}`;
  return verdict === expect
    ? `Passes: ${verdict}, ${by}`
    : `Fails: expected ${expect}, comes out ${verdict}, ${by}`;
}
