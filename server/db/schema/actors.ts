import "server-only";
import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { oneOf } from "../one-of";

/** Who acts. One table for every kind, so that a record, a membership or an approval names its actor in one way. */
export const ACTOR_KINDS = ["anonymous", "person", "api_key", "agent"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const actors = sqliteTable(
  "actors",
  {
    id: text().primaryKey().notNull(),
    kind: text({ enum: ACTOR_KINDS }).notNull(),
    name: text().notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [check("actors_kind", oneOf(table.kind, ACTOR_KINDS))],
);
