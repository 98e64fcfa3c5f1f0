import { expect, it } from "vitest";
import { landFile, oneGroup, showFile } from "../files/groups";
import { sayPlace } from "./say-place";

it("says where a file is, and in which half where there are two", () => {
  const two = showFile(oneGroup("agent.toml"), "agent.ts");
  const front = { group: 0, at: 0 };
  expect(sayPlace(landFile(two, "agent.ts", front, 0), "agent.ts", front)).toBe(
    "agent.ts is open file 1 of 2.",
  );
  const left = { side: "left" } as const;
  const split = landFile(two, "agent.ts", left, 0);
  expect(sayPlace(split, "agent.ts", left)).toBe("agent.ts is open file 1 of 1, in the left half.");
  const over = { group: 0 };
  expect(sayPlace(landFile(split, "agent.ts", over), "agent.ts", over)).toBe(
    "agent.ts is open file 2 of 2, in the right half.",
  );
});
