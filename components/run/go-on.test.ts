import { expect, it } from "vitest";
import { againstIt } from "./go-on";

const PLACE = { steps: 9, records: 21 };

it("has nothing against the very record, nor against one before where that will do", () => {
  expect(againstIt({ flips: [], place: PLACE }, 20, false)).toEqual([]);
  expect(againstIt({ flips: [], place: PLACE }, 25, true)).toEqual([]);
});

it("says where the next moment before is, or that there is none", () => {
  expect(againstIt({ flips: [], place: PLACE }, 25, false)).toEqual([
    "At record 25 something was still going on, or nothing came after it. The last moment before it at which nothing was open is after record 20.",
  ]);
  expect(againstIt({ flips: [] }, 25, true)[0]).toMatch(/^Nothing goes on from there/);
});

it("names the record that the policy would have decided otherwise, and does not take an earlier one by itself", () => {
  const flip = {
    seq: 22,
    what: "read /workspace/a",
    was: { verdict: "allow", rule: "filesystem.read[0]" },
    would: { verdict: "deny", rule: "filesystem.deny[0]", line: 7 },
  };
  const said = againstIt({ flips: [flip], place: PLACE }, 25, true);
  expect(said[0]).toBe("At record 22 the run read /workspace/a.");
  expect(said).toContain("  now:      denied by filesystem.deny[0], line 7");
  expect(said.at(-1)).toMatch(/^Nothing goes on/);
  const ended = againstIt({ flips: [], difference: { seq: 3, why: "would be ended" } }, 25, true);
  expect(ended[0]).toBe("At record 3 the run would be ended.");
});
