import "server-only";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { workspaces } from "../workspaces";
import { auditSessions } from "./sessions";

/** The head of a workspace's log, and who may read that log. */
export const auditLogs = sqliteTable("audit_logs", {
  workspaceId: text("workspace_id")
    .primaryKey()
    .notNull()
    .references(() => workspaces.id),
  size: integer().notNull(),
  root: blob({ mode: "buffer" }).notNull(),
  range: blob({ mode: "buffer" }).notNull(),
  /** Whether anybody may read the checkpoint and the tiles without a session. */
  isPublic: integer("is_public", { mode: "boolean" }).notNull().default(false),
  /** How many of the witnesses have to have seen a checkpoint; 0 asks for none. */
  quorum: integer().notNull().default(0),
  /** Set where the leaves are not what was signed: nothing of this workspace is signed any more. */
  fault: text(),
  why: text(),
});

/** The leaves: the three lines of each session checkpoint that was accepted. Triggers refuse UPDATE and DELETE. */
export const auditLeaves = sqliteTable(
  "audit_leaves",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    leaf: integer().notNull(),
    sessionId: integer("session_id")
      .notNull()
      .references(() => auditSessions.id),
    text: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.leaf] }),
    index("audit_leaves_session").on(table.sessionId),
  ],
);

/** Full tiles of the workspace's tree, as tlog-tiles has them. */
export const auditLogTiles = sqliteTable(
  "audit_log_tiles",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    level: integer().notNull(),
    tile: integer().notNull(),
    hashes: blob({ mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.level, table.tile] })],
);

/** Which process writes the log of a workspace. */
export const auditLeases = sqliteTable("audit_leases", {
  workspaceId: text("workspace_id")
    .primaryKey()
    .notNull()
    .references(() => workspaces.id),
  holder: text().notNull(),
  /** Grows with every change of hands: a process that was away too long cannot write with an old one. */
  fence: integer().notNull(),
  until: integer({ mode: "timestamp_ms" }).notNull(),
});

/** Others who are asked to sign the checkpoints of a workspace's log. */
export const auditWitnesses = sqliteTable(
  "audit_witnesses",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    vkey: text().notNull(),
    url: text().notNull(),
    addedAt: integer("added_at", { mode: "timestamp_ms" }).notNull(),
    /** The size up to which it has signed, and why the last asking failed. */
    seenSize: integer("seen_size").notNull().default(0),
    trouble: text(),
    troubleAt: integer("trouble_at", { mode: "timestamp_ms" }),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.vkey] })],
);

/** What witnesses signed, as they sent it. */
export const auditCosignatures = sqliteTable(
  "audit_cosignatures",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    size: integer().notNull(),
    vkey: text().notNull(),
    line: text().notNull(),
    at: integer({ mode: "timestamp_ms" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.size, table.vkey] })],
);
