import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Desk } from "./desk";
import type { FromDesk } from "./messages";

const POLICY = readFileSync("public/examples/report-writer/agent.toml", "utf8");
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

const record = (seq: number, path: string, verdict = "allow") =>
  JSON.stringify({
    data: { code: "ALLOWED", request: { path }, verdict },
    seq,
    ts: "2026-01-02T03:04:05.000Z",
    type: "fs.read",
  });
const buffer = (lines: readonly string[]): ArrayBuffer =>
  new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")).buffer as ArrayBuffer;

function newDesk() {
  const told: FromDesk[] = [];
  const desk = new Desk((message) => told.push(structuredClone(message)), pause);
  const last = <Kind extends FromDesk["kind"]>(kind: Kind) =>
    told.filter((each) => each.kind === kind).at(-1) as Extract<FromDesk, { kind: Kind }> | undefined;
  return { desk, told, last };
}

describe("the desk", () => {
  test("reads a policy: tests, permissions, and no mistakes", async () => {
    const { desk, last } = newDesk();
    desk.take({ kind: "policy", version: 1, text: POLICY });
    await expect.poll(() => last("policy")?.view.tests?.tests.length).toBe(6);
    const { view } = last("policy") ?? {};
    expect(view?.mistakes).toEqual([]);
    expect(view?.tests?.tests.map(({ passed }) => passed)).toEqual(Array(6).fill(true));
    expect(view?.permissions?.[0]?.title).toBe("Files");
  });

  test("a policy with mistakes has nothing else", async () => {
    const { desk, last } = newDesk();
    desk.take({ kind: "policy", version: 1, text: `${POLICY}\nnonsense` });
    await expect.poll(() => last("policy")?.view.mistakes.length).toBeGreaterThan(0);
    expect(last("policy")?.view).toMatchObject({ tests: null, permissions: null });
  });

  test("the last text counts, and a run is decided under it as it comes", async () => {
    const { desk, told, last } = newDesk();
    desk.take({ kind: "policy", version: 1, text: POLICY });
    desk.take({ kind: "run", run: 1, policy: POLICY });
    const paths = Array.from({ length: 3000 }, (_, at) => `/workspace/data/${at}.csv`);
    desk.take({ kind: "records", run: 1, lines: buffer(paths.map((path, seq) => record(seq, path))) });
    await pause();
    for (let version = 2; version <= 5; version++)
      desk.take({ kind: "policy", version, text: POLICY.replace('"**/*.key"', `"**/${version}??.csv"`) });
    desk.take({ kind: "records", run: 1, lines: buffer([record(3000, "/workspace/data/500.csv")]) });
    desk.take({ kind: "over", run: 1 });
    await expect.poll(() => last("unused")?.version).toBe(5);
    expect(last("what-if")).toMatchObject({ version: 5, view: { asked: 3001, flipped: 101, unknown: 0 } });
    expect(last("what-if")?.view?.flips[0]).toMatchObject({
      seq: 500,
      op: "fs.read",
      subject: "/workspace/data/500.csv",
      was: { verdict: "allow", reason: expect.stringContaining("filesystem.read[0]") },
      would: { verdict: "deny", rule: "filesystem.deny[1]", line: 16 },
    });
    // Those in between were never read: they were no longer the last.
    expect(told.filter(({ kind }) => kind === "policy").length).toBeLessThan(5);
    expect(last("unused")?.rules.map(({ id }) => id)).toEqual([
      "filesystem.write[0]",
      "exec.env[0]",
      "exec.env[1]",
    ]);
  });

  test("records of a run that is gone are left aside", async () => {
    const { desk, last } = newDesk();
    desk.take({ kind: "policy", version: 1, text: POLICY });
    desk.take({ kind: "run", run: 1, policy: POLICY });
    desk.take({ kind: "run", run: 2, policy: POLICY });
    desk.take({ kind: "records", run: 1, lines: buffer([record(0, "/workspace/a")]) });
    desk.take({ kind: "over", run: 2 });
    await expect.poll(() => last("unused")?.run).toBe(2);
    expect(last("what-if")?.view?.asked).toBe(0);
  });

  test("answers questions, and of two of a kind the newer", async () => {
    const { desk, told } = newDesk();
    const ask = (id: number, line: string) =>
      desk.take({ kind: "ask", id, question: { kind: "try", text: POLICY, line } });
    ask(1, "read /workspace/.env");
    ask(2, "GET https://a.example");
    ask(3, "read /workspace/x");
    ask(4, "raed /x");
    await expect.poll(() => told.length).toBe(4);
    const answers = told.map((each) => (each.kind === "answer" ? [each.id, each.answer] : []));
    expect(Object.fromEntries(answers)).toMatchObject({
      1: { ok: true, verdict: "deny", rule: "filesystem.deny[0]", request: "fs.read /workspace/.env" },
      2: null,
      3: null,
      4: { ok: false, why: expect.stringContaining("raed") },
    });
  });

  test("shrinks to what the run used, and says what that changes", async () => {
    const { desk, told, last } = newDesk();
    desk.take({ kind: "policy", version: 1, text: POLICY });
    desk.take({ kind: "run", run: 1, policy: POLICY });
    desk.take({ kind: "records", run: 1, lines: buffer([record(0, "/workspace/data/orders.csv")]) });
    desk.take({ kind: "over", run: 1 });
    await expect.poll(() => last("unused")).toBeDefined();
    desk.take({ kind: "ask", id: 9, question: { kind: "shrink", text: POLICY } });
    await expect.poll(() => told.at(-1)?.kind).toBe("answer");
    const answer = last("answer")?.answer;
    expect(answer).toMatchObject({ removed: 3, narrowed: 1, changes: { ok: true, relation: "narrower" } });
    expect(
      answer && "diff" in answer && answer.diff.filter(({ kind }) => kind === "old").length,
    ).toBeGreaterThan(2);
  });
});
