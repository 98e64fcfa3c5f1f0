import "server-only";
import { z } from "zod";
import { KNOWN_TAGS } from "./db/migrations";
import { instance } from "./instance";
import { logError } from "./log";

export const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.enum(["reachable", "unreachable"]),
  migrations: z.enum(["current", "behind", "ahead", "unknown"]),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** Whether this process can do its work. Says which part is missing; the reason is in the log alone. */
export async function readiness(): Promise<Readiness> {
  try {
    const { database } = await instance();
    const migrations = compare(await database.appliedMigrations());
    return { ready: migrations === "current", database: "reachable", migrations };
  } catch (error) {
    logError("readiness", error);
    return { ready: false, database: "unreachable", migrations: "unknown" };
  }
}

function compare(applied: readonly string[]): Readiness["migrations"] {
  if (applied.length < KNOWN_TAGS.length) return "behind";
  if (applied.length > KNOWN_TAGS.length) return "ahead";
  return applied.every((tag, position) => tag === KNOWN_TAGS[position]) ? "current" : "ahead";
}
