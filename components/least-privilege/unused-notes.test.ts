import { expect, test } from "vitest";
import { unusedNotes } from "./unused-notes";

test("one note a line, that names what was not used there", () => {
  const view = [
    { id: "exec.env[0]", text: "LANG", line: 3 },
    { id: "exec.env[1]", text: "TZ", line: 3 },
    { id: "tools.x", text: "x", line: null },
    { id: "filesystem.read[0]", text: `/${"a".repeat(90)}`, line: 5 },
  ];
  expect(unusedNotes(undefined)).toBeUndefined();
  const { text, notes } = unusedNotes({ text: "policy", view }) ?? { notes: [] };
  expect(text).toBe("policy");
  expect(notes.map(({ line }) => line)).toEqual([3, 5]);
  expect(notes[0]?.words).toBe("not used by the run: LANG, TZ");
  expect(notes[1]?.words.length).toBeLessThan(90);
  expect(notes[1]?.words).toMatch(/…$/);
});
