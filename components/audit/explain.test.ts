import { describe, expect, it } from "vitest";
import { VERDICTS } from "@/lib/audit/verdicts";
import type { Report } from "@/lib/audit/verify";
import { explain, explainStored } from "./explain";

function report(change: Partial<Report>): Report {
  return {
    verdict: "OK",
    why: "because",
    faults: [],
    warnings: [],
    summary: { size: 1_200, bytes: 0, root: "", counts: {}, isClosed: true },
    states: { recorded: { size: 1_200 } },
    covered: 1_200,
    vouchedBy: "cosigner",
    ...change,
  };
}

describe("explain", () => {
  it("says that all is as it was signed, and whether more may follow", () => {
    expect(explain(report({}))).toMatchObject({
      tone: "whole",
      title: expect.stringContaining("All 1,200 records"),
    });
    const { summary } = report({});
    expect(explain(report({ summary: { ...summary, isClosed: false } })).title).toContain("not closed");
  });
  it("never calls whole what nothing signed covers", () => {
    expect(explain(report({ verdict: "unknown" })).tone).toBe("open");
    expect(explain(report({ verdict: "UNANCHORED_TAIL", covered: 700 }))).toMatchObject({
      tone: "open",
      title: expect.stringContaining("700 of 1,200"),
    });
  });
  it("names the record that is wrong", () => {
    const fault = {
      code: "BROKEN_LINK",
      why: "x",
      place: { in: "record", seq: 1_041, offset: 0, line: 1_042 },
    } as const;
    expect(explain(report({ verdict: "BROKEN_LINK", faults: [fault] }))).toEqual({
      tone: "broken",
      code: "BROKEN_LINK",
      title: "This log is broken at record 1,041",
      why: `because ${VERDICTS.BROKEN_LINK}`,
      seq: 1_041,
    });
  });
  it("says where, when it is no record", () => {
    const fault = { code: "ROOT_MISMATCH", why: "x", place: { in: "log" } } as const;
    const told = explain(report({ verdict: "ROOT_MISMATCH", faults: [fault] }));
    expect(told).toMatchObject({ tone: "broken", title: expect.stringContaining("not what was signed") });
    expect(told).not.toHaveProperty("seq");
  });
});

describe("explainStored", () => {
  it("keeps apart who looked", () => {
    expect(explainStored({ code: "OK", why: "w" }).title).toContain("The server found");
    expect(explainStored({ code: "GAP", seq: 4, why: "w" })).toMatchObject({
      tone: "broken",
      seq: 4,
      title: expect.stringContaining("record 4"),
    });
    expect(explainStored({ code: "FORK", why: "w" })).not.toHaveProperty("seq");
  });
});
