import { expect, it, vi } from "vitest";
import { answer } from "../monaco/spec/answers";
import type { PolicyRead } from "../monaco/spec/messages";
import type { Problem } from "./problem";
import { ProblemStore } from "./problem-store";

const GOOD = '[agent]\nname = "x"\n';
const BAD = '[agent]\nname = "x"\ndescripton = "y"\n';
const CODE: Problem = {
  path: "agent.ts",
  severity: "error",
  code: "TS1",
  message: "no",
  at: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  fixes: [],
};

function makeStore() {
  const read = vi.fn(async (text: string): Promise<PolicyRead | null> => answer("read", { text }));
  return { store: new ProblemStore(read), read };
}
const paths = (store: ProblemStore) => store.all.map(({ path }) => path);

it("reads every policy, and only what was changed of them again", async () => {
  const { store, read } = makeStore();
  store.setTexts({ "agent.toml": BAD, "agents/child.toml": BAD, "notes.toml": BAD, "agent.ts": "" });
  await expect.poll(() => paths(store)).toEqual(["agent.toml", "agents/child.toml"]);
  expect(store.textOf("agent.toml")).toBe(BAD);
  store.setTexts({ "agent.toml": GOOD, "agents/child.toml": BAD });
  await expect.poll(() => paths(store)).toEqual(["agents/child.toml"]);
  expect(read).toHaveBeenCalledTimes(3);
  store.setTexts({});
  await expect.poll(() => paths(store)).toEqual([]);
});

it("leaves aside what was found in a text that has changed since", async () => {
  const answers: ((read: PolicyRead) => void)[] = [];
  const store = new ProblemStore(() => new Promise((done) => answers.push(done)));
  store.setTexts({ "agent.toml": BAD });
  await expect.poll(() => answers.length).toBe(1);
  store.setTexts({ "agent.toml": GOOD });
  answers[0]?.(answer("read", { text: BAD }));
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(answer("read", { text: GOOD }));
  await expect.poll(() => store.textOf("agent.toml")).toBe(GOOD);
  expect(store.all).toEqual([]);
});

it("joins them with what the code editor finds, and tells whoever listens", () => {
  const { store } = makeStore();
  let told = 0;
  const leave = store.subscribe(() => told++);
  store.setCode([CODE]);
  store.setCode([]);
  store.setCode([]);
  expect(told).toBe(2);
  leave();
  store.setCode([CODE]);
  expect(told).toBe(2);
  expect(store.all).toEqual([CODE]);
});

it("knows the one that somebody went to, while it is there", () => {
  const { store } = makeStore();
  store.setCode([CODE]);
  store.goTo(CODE);
  store.setCode([{ ...CODE, message: "said otherwise" }]);
  expect(store.gone?.message).toBe("said otherwise");
  store.setCode([{ ...CODE, at: { ...CODE.at, line: 2 } }]);
  expect(store.gone).toBeUndefined();
});
