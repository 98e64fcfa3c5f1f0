import "server-only";
import { check, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { oneOf } from "../../one-of";

export const KEY_PURPOSES = ["cosigner", "log"] as const;

/**
 * The public halves of every key that ever signed here: what a retired one signed can still be verified. The private
 * halves are in the data folder or the environment, never in the database: a copy of it must not be able to sign.
 */
export const auditKeys = sqliteTable(
  "audit_keys",
  {
    /** Base64 of the Ed25519 public key; the names under which it signs follow from the host. */
    publicKey: text("public_key").primaryKey().notNull(),
    purpose: text({ enum: KEY_PURPOSES }).notNull(),
    madeAt: integer("made_at", { mode: "timestamp_ms" }).notNull(),
    retiredAt: integer("retired_at", { mode: "timestamp_ms" }),
  },
  (table) => [check("audit_keys_purpose", oneOf(table.purpose, KEY_PURPOSES))],
);

/** The name by which this installation signs, fixed at its first start: an address may change, an origin must not. */
export const auditHost = sqliteTable("audit_host", {
  id: integer().primaryKey().notNull(),
  host: text().notNull(),
});
