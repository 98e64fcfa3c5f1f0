import "server-only";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { actors } from "./actors";

/** What everything belongs to. */
export const workspaces = sqliteTable("workspaces", {
  id: text().primaryKey().notNull(),
  name: text().notNull(),
  /** The example it was made from, if it was. */
  example: text(),
  createdBy: text("created_by")
    .notNull()
    .references(() => actors.id),
  createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
});
