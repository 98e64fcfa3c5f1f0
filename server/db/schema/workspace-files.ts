import "server-only";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { actors } from "./actors";
import { workspaces } from "./workspaces";

/** The newest version of each file of a workspace, also of those that are gone. */
export const workspaceFiles = sqliteTable(
  "workspace_files",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    path: text().notNull(),
    /** Counted from 1, a file at a time. */
    version: integer().notNull(),
    /** Of the text; absent where the file is gone. */
    sha256: text(),
    bytes: integer().notNull(),
    /** Of all its versions that are kept. */
    keptBytes: integer("kept_bytes").notNull(),
    changedAt: integer("changed_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.path] })],
);

/** What each file was: nothing that somebody wrote is overwritten. */
export const workspaceFileVersions = sqliteTable(
  "workspace_file_versions",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    path: text().notNull(),
    version: integer().notNull(),
    sha256: text(),
    text: text(),
    bytes: integer().notNull(),
    changedBy: text("changed_by")
      .notNull()
      .references(() => actors.id),
    changedAt: integer("changed_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.path, table.version] }),
    index("workspace_file_versions_by").on(table.changedBy),
  ],
);
