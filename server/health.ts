import "server-only";
import { z } from "zod";
import { countFindings } from "./audit/check";
import { KNOWN_TAGS } from "./db/migrations";
import { instance } from "./instance";
import { logError } from "./log";

export const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.enum(["reachable", "unreachable"]),
  migrations: z.enum(["current", "behind", "ahead", "unknown"]),
  /**
   * Whether stored logs are what was signed: how far the look has come, and how many logs and sessions are refused. A fault in
   * one of them is no reason to send nobody here any more, so it says nothing of `ready`.
   */
  logs: z.object({ check: z.enum(["waiting", "running", "done", "unknown"]), refused: z.int() }),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** Whether this process can do its work. Says which part is missing; the reason is in the log alone. */
export async function readiness(): Promise<Readiness> {
  try {
    const { database, checks } = await instance();
    const migrations = compare(await database.appliedMigrations());
    const ready = migrations === "current";
    const refused = ready ? await countFindings(database.read) : 0;
    const logs = { check: ready ? checks.progress().state : ("unknown" as const), refused };
    return { ready, database: "reachable", migrations, logs };
  } catch (error) {
    logError("readiness", error);
    return {
      ready: false,
      database: "unreachable",
      migrations: "unknown",
      logs: { check: "unknown", refused: 0 },
    };
  }
}

function compare(applied: readonly string[]): Readiness["migrations"] {
  if (applied.length < KNOWN_TAGS.length) return "behind";
  if (applied.length > KNOWN_TAGS.length) return "ahead";
  return applied.every((tag, position) => tag === KNOWN_TAGS[position]) ? "current" : "ahead";
}
