import "server-only";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import journal from "./migrations/meta/_journal.json";

/** One generated migration file, with the hash by which a database remembers that it has it. */
export interface Migration {
  readonly tag: string;
  readonly sha256: string;
  readonly statements: readonly string[];
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });
const BREAKPOINT = "--> statement-breakpoint";

/** The tags this version knows, in order; part of the bundle, so that readiness needs no file access. */
export const KNOWN_TAGS: readonly string[] = journalSchema.parse(journal).entries.map((entry) => entry.tag);

export async function loadMigrations(folder: string): Promise<Migration[]> {
  return Promise.all(
    KNOWN_TAGS.map(async (tag) => {
      const text = await readFile(join(folder, `${tag}.sql`), "utf8");
      return {
        tag,
        sha256: createHash("sha256").update(text).digest("hex"),
        statements: text
          .split(BREAKPOINT)
          .map((statement) => statement.trim())
          .filter((statement) => statement !== ""),
      };
    }),
  );
}
