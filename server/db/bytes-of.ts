import "server-only";
import { sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";

/**
 * A column of text as the bytes that are stored. Whoever can write to the file can store text that is not UTF-8, and the
 * database's client ends the whole process over it: what comes from outside, or is to be checked, is read as bytes.
 */
export function bytesOf(column: AnySQLiteColumn) {
  return sql<ArrayBuffer>`CAST(${column} AS BLOB)`.mapWith((value: ArrayBuffer) => new Uint8Array(value));
}
