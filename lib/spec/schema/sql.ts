/** [capabilities.sql.name]: what the agent may ask of a database. Statements are parsed, never matched as text. */
import { z } from "zod";
import { SQL_GRANT_WORDS } from "../../policy/sql/kinds";
import { parseSqlNameGlob, parseToolName, SQL_NAME_GLOB_PATTERN, TOOL_NAME_PATTERN } from "../values";
import { list, named, word } from "./fields";

const names = () => list(word(parseSqlNameGlob, "ADS032").meta({ pattern: SQL_NAME_GLOB_PATTERN }));

const databaseSchema = z.strictObject({
  statements: list(z.enum(SQL_GRANT_WORDS)).meta({
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
  functions: names().meta({
    description:
      "Functions that may be called beside PostgreSQL's own without effects, as name or schema.name.",
    examples: [["reporting.monthly_total"]],
  }),
  deny_functions: names().meta({
    description: "Functions that are denied, beyond those with effects, which always are.",
    examples: [["pg_read_file", "pg_sleep", "lo_*"]],
  }),
});

export const sqlSchema = named(parseToolName, "ADS020", TOOL_NAME_PATTERN, databaseSchema).meta({
  description: "The databases that the agent may query, by name.",
});
