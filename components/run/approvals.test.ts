import { describe, expect, it } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import type { Question } from "@/lib/mediator/approval";
import { ApprovalDesk } from "./approvals";

const question = (of: number): Question =>
  ({
    of,
    op: "fs.write",
    action_sha256: "a".repeat(64),
    data: {
      code: "APPROVAL",
      line: 16,
      request: { path: "/workspace/out/final/a\u202e.md" },
      rule: "filesystem.approve[0]",
      verdict: "approve",
    },
    expires: 1_000,
    payload: utf8("# Report"),
  }) as Question;

function deskOf() {
  const told = { times: 0 };
  const desk = new ApprovalDesk("ac_me", () => told.times++);
  return { desk, told };
}

describe("the approvals desk", () => {
  it("shows what is asked, with nothing hidden in it, and answers for this action alone", async () => {
    const { desk, told } = deskOf();
    const answer = desk.ask(question(7), new AbortController().signal);
    expect(desk.waiting).toMatchObject([
      { of: 7, line: 16, preview: "# Report", action: "/workspace/out/final/a\\u202e.md" },
    ]);
    expect(desk.answer(7, true)).toBe(true);
    expect(await answer).toEqual({ action_sha256: "a".repeat(64), grant: true, approver: "ac_me" });
    expect([desk.waiting, desk.answer(7, true), told.times]).toEqual([[], false, 2]);
  });

  it("lets go of a question that nobody waits for any more", async () => {
    const { desk } = deskOf();
    const abort = new AbortController();
    const asked = desk.ask(question(7), abort.signal);
    const other = desk.ask(question(9), new AbortController().signal);
    abort.abort(new Error("expired"));
    await expect(asked).rejects.toThrow("expired");
    expect(desk.waiting.map(({ of }) => of)).toEqual([9]);
    desk.answer(9, false);
    expect(await other).toMatchObject({ grant: false });
  });
});
