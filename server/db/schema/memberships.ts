import "server-only";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { oneOf } from "../one-of";
import { actors } from "./actors";
import { workspaces } from "./workspaces";

/** From the least to the most: each may do what those before it may. */
export const ROLES = ["viewer", "author", "approver", "owner"] as const;
export type Role = (typeof ROLES)[number];

/** Who may do what in which workspace. Without a row here a workspace does not exist for an actor. */
export const memberships = sqliteTable(
  "memberships",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    actorId: text("actor_id")
      .notNull()
      .references(() => actors.id, { onDelete: "cascade" }),
    role: text({ enum: ROLES }).notNull(),
    openedAt: integer("opened_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.actorId] }),
    index("memberships_actor_opened").on(table.actorId, table.openedAt),
    check("memberships_role", oneOf(table.role, ROLES)),
  ],
);
