import { describe, expect, test } from "vitest";
import { nameOf, stateOf, type Witness, witnessedInWords } from "./witness-state";

const witness = (change: Partial<Witness> = {}): Witness => ({
  vkey: "witness.example+0011aabb+BAAA",
  url: "https://witness.example",
  addedAt: "2026-03-01T12:00:00.000Z",
  seenSize: 0,
  signedAt: null,
  trouble: null,
  troubleAt: null,
  ...change,
});
const log = { size: 1_200, isPublic: false, quorum: 0, witnessed: null, witnesses: [] };

test("a witness has a failure before everything else, then how far it is", () => {
  expect(stateOf(witness({ trouble: "It is gone.", seenSize: 1_200 }), 1_200).kind).toBe("error");
  expect(stateOf(witness(), 0)).toEqual({ kind: "approve", word: "nothing to sign yet" });
  expect(stateOf(witness(), 9)).toEqual({ kind: "approve", word: "has signed nothing yet" });
  expect(stateOf(witness({ seenSize: 3 }), 9).word).toBe("has signed 3 of 9 entries");
  expect(stateOf(witness({ seenSize: 1_200 }), 1_200)).toEqual({
    kind: "allow",
    word: "has signed all 1,200 entries",
  });
});

describe("of all of them is said", () => {
  test.each([
    ["that there is none", {}, "Not witnessed: there is no witness."],
    ["that none has signed", { witnesses: [witness()] }, "Not witnessed: none of 1 has signed yet."],
    [
      "that the quorum is missing",
      { witnesses: [witness(), witness()], quorum: 2 },
      "Not witnessed: no checkpoint has the word of 2 of 2 yet.",
    ],
    [
      "that there is nothing to sign",
      { witnesses: [witness()], size: 0 },
      "Nothing to witness yet: the log has no entry.",
    ],
    [
      "how far they are",
      { witnesses: [witness(), witness()], quorum: 1, witnessed: { size: 7, by: 1 } },
      "Witnessed by 1 of 2, for the first 7 of 1,200 entries. 1 of them have to.",
    ],
    [
      "that it is all",
      { witnesses: [witness()], witnessed: { size: 1_200, by: 1 } },
      "Witnessed by 1 of 1, for all 1,200 entries.",
    ],
  ])("%s", (_, change, words) => {
    expect(witnessedInWords({ ...log, ...change })).toBe(words);
  });
});

test("its name is that of its key", () => {
  expect(nameOf("witness.example/w+0011aabb+BAAA")).toBe("witness.example/w");
});
