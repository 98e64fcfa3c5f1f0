/** Every call on every kind of thing: in memory, and in Node itself, so that the table stays true. */
import { describe, expect, it } from "vitest";
import { NodeCaller } from "../../node/files/testing/node-caller";
import { becomeOrdinaryUser, withFolder } from "../../node/files/testing/ordinary-user";
import type { Call, Outcome } from "../testing/call";
import { FilesCaller } from "../testing/files-caller";
import { CALLS, GIVEN, PATHS } from "../testing/matrix";
import { OUTCOMES } from "../testing/matrix-table";
import { MemoryFiles } from "./memory-files";

const { uid, gid } = becomeOrdinaryUser();
const seen = (outcome: Outcome | undefined): string | undefined =>
  outcome && "failure" in outcome ? outcome.failure.code : outcome && "ok";

function inMemory(call: Call): Outcome {
  const caller = new FilesCaller(new MemoryFiles({ clock: () => BigInt(Date.now()) * 1_000_000n, uid, gid }));
  for (const given of GIVEN) expect(caller.call(given)).toHaveProperty("value");
  return caller.call(call);
}
function inNode(call: Call): Outcome {
  return withFolder((folder) => {
    const caller = new NodeCaller(folder);
    for (const given of GIVEN) expect(caller.call(given)).toHaveProperty("value");
    const outcome = caller.call(call);
    caller.end();
    return outcome;
  });
}

it("the table has every call on every path", () => {
  expect(OUTCOMES.length).toBe(Object.keys(CALLS).length * Object.keys(PATHS).length);
  expect(OUTCOMES.length).toBeGreaterThan(700);
});

describe.each(Object.keys(CALLS))("%s", (name) => {
  it.each(OUTCOMES.filter(([call]) => call === name))("%s %s: %s", (_, path, outcome) => {
    const call = CALLS[name]?.(PATHS[path] as string) as Call;
    expect(seen(inMemory(call))).toBe(outcome);
    expect(inMemory(call)).toEqual(inNode(call));
  });
});
