/** [capabilities.sql.name]: what the agent may ask of a database. Statements are parsed, never matched as text. */
import { z } from "zod";
import { parseSqlNameGlob, parseToolName, SQL_NAME_GLOB_PATTERN, TOOL_NAME_PATTERN } from "../values";
import { list, named, word } from "./fields";

export const SQL_STATEMENTS = [
  "select",
  "insert",
  "update",
  "delete",
  "merge",
  "truncate",
  "copy",
  "create",
  "alter",
  "drop",
  "grant",
  "revoke",
  "call",
  "do",
  "explain",
  "show",
  "set",
  "transaction",
] as const;
export type SqlStatement = (typeof SQL_STATEMENTS)[number];

const names = () => list(word(parseSqlNameGlob, "ADS032").meta({ pattern: SQL_NAME_GLOB_PATTERN }));

const databaseSchema = z.strictObject({
  statements: list(z.enum(SQL_STATEMENTS)).meta({
    description: "Kinds of statements that are allowed, by what they do: a WITH that deletes is a delete.",
    examples: [["select"]],
  }),
  tables: names().meta({
    description: "Tables that may be used, as schema.table with * and ?.",
    examples: [["public.orders", "public.customers"]],
  }),
  deny_tables: names().meta({
    description: "Tables that are denied whatever else is granted.",
    examples: [["*.secrets"]],
  }),
  deny_functions: names().meta({
    description: "Functions that are denied, beyond those with effects, which always are.",
    examples: [["pg_read_file", "pg_sleep", "lo_*"]],
  }),
});

export const sqlSchema = named(parseToolName, "ADS020", TOOL_NAME_PATTERN, databaseSchema).meta({
  description: "The databases that the agent may query, by name.",
});
