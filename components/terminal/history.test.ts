import { expect, it } from "vitest";
import { History } from "./history";

function storage(kept: Record<string, string> = {}) {
  return () => ({
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  });
}

it("remembers lines from one visit to the next, of one workspace", () => {
  const kept = storage();
  const history = new History("w1", kept);
  for (const line of ["ls", "ls", " secret", "", "cat a", "x".repeat(3_000)]) history.add(line);
  expect(history.lines).toEqual(["ls", "cat a"]);
  expect(new History("w1", kept).lines).toEqual(["ls", "cat a"]);
  expect(new History("w2", kept).lines).toEqual([]);
});

it("keeps the last of them", () => {
  const history = new History("w1", storage());
  for (let i = 0; i < 400; i++) history.add(`echo ${i}`);
  expect(history.lines).toHaveLength(300);
  expect(history.lines.at(-1)).toBe("echo 399");
});

it("does without what is no history, and without a storage", () => {
  expect(new History("w1", storage({ "aegis.terminal.w1": '{"no": 1}' })).lines).toEqual([]);
  expect(new History("w1", storage({ "aegis.terminal.w1": '[1, "ls"' })).lines).toEqual([]);
  const none = new History("w1", () => {
    throw new Error("refused");
  });
  none.add("ls");
  expect(none.lines).toEqual(["ls"]);
});
