import "server-only";
import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { actors } from "./actors";

/**
 * What a session cookie stands for. Only a keyed hash of the token is here, so that neither reading a copy of the
 * database nor writing a row into it makes anybody somebody.
 */
export const browserSessions = sqliteTable(
  "browser_sessions",
  {
    tokenHash: blob("token_hash", { mode: "buffer" }).primaryKey().notNull(),
    actorId: text("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    expiresAt: integer("expires_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("browser_sessions_actor").on(table.actorId)],
);
