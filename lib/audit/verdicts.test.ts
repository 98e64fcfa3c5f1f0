import { expect, it } from "vitest";
import { EXIT, VERDICTS, WARNINGS } from "./verdicts";

it("has the codes of the format, each with a sentence, and none twice", () => {
  expect(Object.keys(VERDICTS).join(" ")).toBe(
    "OK PARSE NOT_CANONICAL UNKNOWN_VERSION FOREIGN_SESSION GAP BROKEN_LINK AFTER_CLOSE ROOT_MISMATCH " +
      "BAD_SIGNATURE UNKNOWN_KEY ROLLBACK FORK MISSING_ENTRIES UNANCHORED_TAIL",
  );
  expect(Object.keys(WARNINGS)).toEqual(["NO_CLOSE", "INCOMPLETE_CALL", "CLOCK_BACKWARDS", "NOT_WITNESSED"]);
  const sentences = [...Object.values(VERDICTS), ...Object.values(WARNINGS)];
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
});

it("ends programs as the format says", () => {
  expect(EXIT).toEqual({ valid: 0, invalid: 1, usage: 2, incomplete: 3 });
});
