/** Asking at a terminal: what is shown, what counts as a yes, and that one answer is for one question. */
import { describe, expect, test } from "vitest";
import type { Question } from "../../lib/mediator/approval";
import { PLAIN } from "../io/style";
import { type Asking, approverFor } from "./approver";
import type { Terminal } from "./terminal";

const QUESTION: Question = {
  of: 7,
  op: "fs.write",
  action_sha256: "ab".repeat(32),
  data: {
    code: "APPROVAL",
    verdict: "approve",
    rule: "filesystem.approve[0]",
    line: 12,
    request: { path: "/workspace/out/a\u001b[2J" },
  },
  payload: new TextEncoder().encode("first\n\u001b]0;title\u0007second"),
  expires: Date.now() + 300_000,
};

/** A terminal that a person answers with these lines; none is no more to come. */
function terminal(lines: readonly (string | undefined)[]) {
  const shown: string[] = [];
  const left = [...lines];
  const value: Terminal = {
    write: (text) => void shown.push(text),
    discard: async () => void shown.push("(discarded)"),
    line: async () => left.shift(),
    close: () => void shown.push("(closed)"),
  };
  return { value, text: () => shown.join(""), left };
}

function asking(more: Partial<Asking>, told: string[] = []): Asking {
  return {
    manner: "ask",
    actor: "ann",
    spec: { name: "agent.toml", secondPerson: false },
    style: PLAIN,
    terminal: () => undefined,
    hold: () => () => {},
    tell: (sentence) => void told.push(sentence),
    ...more,
  };
}

const { signal } = new AbortController();

describe("a person at the terminal", () => {
  test("sees the action, its rule and digest, and what goes with it, with nothing that acts on the terminal", async () => {
    const screen = terminal(["v", "y"]);
    const approver = approverFor(asking({ terminal: () => screen.value }));
    expect(await approver.ask(QUESTION, signal)).toEqual({
      action_sha256: QUESTION.action_sha256,
      grant: true,
      approver: "ann",
    });
    const text = screen.text();
    expect(text.startsWith("(discarded)")).toBe(true);
    expect(text).toContain("The agent asks for fs.write /workspace/out/a\\u001b[2J\n");
    expect(text).toContain("rule filesystem.approve[0], agent.toml:12; action abababababab\n");
    expect(text).toContain("5 min left");
    expect(text).toContain("  | first\n  | \\u001b]0;title\\u0007second\n");
    for (const control of ["\u001b", "\u0007"]) expect(text).not.toContain(control);
  });

  test.each([
    ["yes", true],
    [" ONCE ", true],
    ["n", false],
    ["", false],
  ])("%j is %s", async (line, grant) => {
    const screen = terminal([line]);
    const approver = approverFor(asking({ terminal: () => screen.value }));
    expect((await approver.ask(QUESTION, signal)).grant).toBe(grant);
  });

  test("is asked again for what is neither, and who goes away has not agreed", async () => {
    const screen = terminal(["yep", "always", undefined]);
    const approver = approverFor(asking({ terminal: () => screen.value }));
    await expect(approver.ask(QUESTION, signal)).rejects.toThrow("nobody answered");
    expect(screen.text().match(/Allow it this once\?/g)).toHaveLength(3);
  });

  test("answers one question after the other, and has the terminal to themselves meanwhile", async () => {
    const screen = terminal(["y", "n"]);
    let held = 0;
    const hold = () => {
      screen.value.write(`(held ${++held})`);
      return () => screen.value.write(`(free ${held--})`);
    };
    const approver = approverFor(asking({ terminal: () => screen.value, hold }));
    const both = await Promise.all([approver.ask(QUESTION, signal), approver.ask(QUESTION, signal)]);
    expect(both.map(({ grant }) => grant)).toEqual([true, false]);
    expect(screen.text().match(/\(\w+ [0-9]\)|asks for/g)).toEqual([
      ...["(held 1)", "asks for", "(free 1)"],
      ...["(held 1)", "asks for", "(free 1)"],
    ]);
    approver.close();
    expect(screen.text()).toMatch(/\(closed\)$/);
  });
});

describe("where nobody can be asked", () => {
  test("that is said once, and no yes comes of it", async () => {
    const told: string[] = [];
    const approver = approverFor(asking({}, told));
    for (let i = 0; i < 2; i++) await expect(approver.ask(QUESTION, signal)).rejects.toThrow("no terminal");
    expect(told).toEqual([expect.stringContaining("here is no terminal: denied.")]);
  });

  test("a second person is not the one at this terminal", async () => {
    const screen = terminal(["y"]);
    const spec = { name: "agent.toml", secondPerson: true };
    const approver = approverFor(asking({ spec, terminal: () => screen.value }));
    await expect(approver.ask(QUESTION, signal)).rejects.toThrow("here is only ann");
    expect(screen.left).toEqual(["y"]);
  });

  test("who runs it has said yes or no before", async () => {
    for (const manner of ["yes", "deny"] as const) {
      const answer = await approverFor(asking({ manner })).ask(QUESTION, signal);
      expect(answer).toEqual({
        action_sha256: QUESTION.action_sha256,
        grant: manner === "yes",
        approver: "ann",
        reason: `aegis run --approve ${manner}`,
      });
    }
  });
});
