import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "vitest";
import { JOURNAL_CASES } from "../../../audit/recorder/testing/journal-cases";
import { openFileJournal } from "./file-journal";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aegis-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a journal in a file", () => {
  test.each(JOURNAL_CASES)("$name", async ({ run }) => {
    const path = join(folder, "session.jsonl");
    await run({ open: (mode = "write") => openFileJournal(path, { mode }) });
  });
});
