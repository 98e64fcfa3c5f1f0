import "server-only";
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { oneOf } from "../../one-of";
import { actors } from "../actors";
import { workspaces } from "../workspaces";

export const CLOSINGS = ["complete", "interrupted"] as const;

/**
 * One row a session: how far its log was accepted, and what lists show of it. The only table of the log that is
 * updated, together with the records that move it. Nothing here is evidence: a boot recomputes it from the records.
 */
export const auditSessions = sqliteTable(
  "audit_sessions",
  {
    /** Short, for the keys of records. Never leaves the server. */
    id: integer().primaryKey({ autoIncrement: true }).notNull(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    /** What the author's side made up: it names nothing outside of its workspace. */
    sid: text().notNull(),
    openedBy: text("opened_by")
      .notNull()
      .references(() => actors.id),
    /** By the clock of the server: the first and the last batch. */
    openedAt: integer("opened_at", { mode: "timestamp_ms" }).notNull(),
    movedAt: integer("moved_at", { mode: "timestamp_ms" }).notNull(),
    /** When the nonce in the first record was given out by this server; absent for sessions begun offline. */
    nonceAt: integer("nonce_at", { mode: "timestamp_ms" }),
    vkey: text().notNull(),
    size: integer().notNull(),
    root: blob({ mode: "buffer" }).notNull(),
    /** The leaf hash of the last record: the `prev` of the next. */
    link: blob({ mode: "buffer" }).notNull(),
    /** The compact range of the tree, 32 bytes a node, the leftmost first. */
    range: blob({ mode: "buffer" }).notNull(),
    agent: text(),
    driver: text().notNull(),
    specSha256: text("spec_sha256").notNull(),
    /** By the clock of the author's side, as the first and the last record say. */
    firstTs: text("first_ts").notNull(),
    lastTs: text("last_ts").notNull(),
    closed: text({ enum: CLOSINGS }),
    allowed: integer().notNull().default(0),
    denied: integer().notNull().default(0),
    approvals: integer().notNull().default(0),
    sanitized: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex("audit_sessions_sid").on(table.workspaceId, table.sid),
    index("audit_sessions_opened").on(table.workspaceId, table.openedAt),
    check("audit_sessions_closed", oneOf(table.closed, CLOSINGS)),
  ],
);
