import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyFix } from "../../lib/spec/diagnostics/apply-fix";
import type { TextEdit } from "../../lib/spec/diagnostics/diagnostic";
import { LineIndex } from "../../lib/spec/toml/text";
import { PLAIN } from "../io/style";
import { folderWith } from "../testing/run-aegis";
import { unifiedDiff } from "./unified";

function edit(text: string, start: number, end: number, newText: string): TextEdit {
  return { range: new LineIndex(text).range({ start, end }), newText };
}

test("lines that stay are shown around those that change", () => {
  const text = "1\n2\n3\n4\n5\n6\n7\n8\n";
  expect(unifiedDiff("a.toml", text, [edit(text, 8, 9, "five")], PLAIN)).toBe(
    "--- a/a.toml\n+++ b/a.toml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
  );
  expect(unifiedDiff("a.toml", text, [edit(text, 8, 9, "5")], PLAIN)).toBe("");
  expect(unifiedDiff("a.toml", "", [edit("", 0, 0, "x\n")], PLAIN)).toBe(
    "--- a/a.toml\n+++ b/a.toml\n@@ -0,0 +1,1 @@\n+x\n",
  );
});

const lines = fc.array(fc.constantFrom("a", "b", "", "c d"), { maxLength: 30 });
const texts = fc.tuple(lines, fc.boolean()).map(([all, ends]) => all.join("\n") + (ends ? "\n" : ""));
const cuts = fc.array(fc.tuple(fc.nat(80), fc.nat(6), fc.constantFrom("", "x", "\n", "x\ny", "\nz\n")), {
  maxLength: 4,
});

test("git makes of it what the edits make", { timeout: 120_000 }, async () => {
  const folder = await folderWith({});
  await fc.assert(
    fc.asyncProperty(texts, cuts, async (text, places) => {
      const edits: TextEdit[] = [];
      let free = 0;
      for (const [offset, length, newText] of [...places].sort((a, b) => a[0] - b[0])) {
        const start = Math.max(free, Math.min(offset, text.length));
        const end = Math.min(start + length, text.length);
        edits.push(edit(text, start, end, newText));
        free = end + 1;
        if (free > text.length) break;
      }
      const diff = unifiedDiff("a.toml", text, edits, PLAIN);
      await writeFile(join(folder, "a.toml"), text);
      await writeFile(join(folder, "change.diff"), diff);
      // A text that becomes empty is a file that is gone, to git.
      const after = applyFix(text, { title: "", edits });
      if (after === "" || text === "") return;
      if (diff !== "") await promisify(execFile)("git", ["apply", "change.diff"], { cwd: folder });
      expect(await readFile(join(folder, "a.toml"), "utf8")).toBe(after);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  );
});
