import { expect, test } from "vitest";
import type { Finding, Level } from "./finding";
import { githubReport } from "./github";

function finding(level: Level, line: number, more: Partial<Finding> = {}): Finding {
  const start = { line, column: 3, offset: line * 100 };
  const range = { start, end: { line, column: 7, offset: line * 100 + 4 } };
  return { file: "a.toml", level, code: "ADS010", message: "No.", range, fixes: [], ...more };
}

test("at most ten annotations, the weightiest first, and how many there are beyond", () => {
  const findings = [
    finding("warning", 1),
    ...Array.from({ length: 12 }, (_, index) => finding("error", 20 - index)),
  ];
  const lines = githubReport(findings).trimEnd().split("\n");
  expect(lines).toHaveLength(11);
  expect(lines.slice(0, 10).every((line) => line.startsWith("::error "))).toBe(true);
  expect(lines[0]).toContain("line=9,");
  expect(lines.at(-1)).toBe("+3 more");
});

test("ten are ten", () => {
  const lines = githubReport(Array.from({ length: 10 }, (_, index) => finding("error", index + 1)));
  expect(lines.trimEnd().split("\n")).toHaveLength(10);
  expect(lines).not.toContain("more");
});

test("nothing in a name or a message gives a command of its own", () => {
  const hostile = finding("error", 1, {
    file: "a,line=9:\n::x.toml",
    message: "100%\r\n::set-env name=A::b",
  });
  expect(githubReport([hostile])).toBe(
    "::error file=a%2Cline=9%3A%0A%3A%3Ax.toml,line=1,endLine=1,col=3,endColumn=6,title=ADS010::100%25%0D%0A::set-env name=A::b\n",
  );
});

test("without a place, and over several lines", () => {
  expect(githubReport([finding("note", 1, { range: null })])).toBe(
    "::notice file=a.toml,title=ADS010::No.\n",
  );
  const range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 3, column: 2, offset: 9 } };
  expect(githubReport([finding("error", 1, { range })])).toContain("line=1,endLine=3,title");
});
