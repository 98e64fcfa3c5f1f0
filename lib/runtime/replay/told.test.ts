import { expect, test } from "vitest";
import { toldOf } from "./told";

const SAME = { equal: 3, flips: [], code: 0, isCut: false, isOtherBuild: false };

test("says that a run was the same, and that it was not the same sandbox", () => {
  expect(toldOf(SAME, 3)).toEqual(["3 records came out byte for byte as recorded; the agent ended with 0."]);
  expect(toldOf({ ...SAME, equal: 1, isOtherBuild: true }, 1)).toEqual([
    "The sandbox is of another build than the one that the run was recorded in.",
    "1 record came out byte for byte as recorded; the agent ended with 0.",
  ]);
});

test("says where a run parts from its recording, and where that ends", () => {
  const { code: _, ...ended } = SAME;
  const difference = { seq: 7, why: "read /a where the recording read /b", where: "agent.ts:4" };
  expect(toldOf({ ...ended, difference }, 9)).toEqual([
    "At record 7 the run read /a where the recording read /b; agent.ts:4.",
  ]);
  expect(toldOf({ ...ended, isCut: true }, 9)).toEqual([
    "The recording ends early; 3 of 9 records came out the same.",
  ]);
});

test("says both reasons of a request that would be decided in another way", () => {
  const flip = {
    seq: 2,
    what: "read /id.key",
    was: { verdict: "deny", rule: "filesystem.deny[0]", line: 7, reason: "It is a key" },
    would: { verdict: "allow" },
  };
  expect(toldOf({ ...SAME, flips: [flip] }, 3).slice(0, 3)).toEqual([
    "At record 2 the run read /id.key.",
    "  recorded: denied by filesystem.deny[0], line 7: It is a key",
    "  now:      allowed by default",
  ]);
});
