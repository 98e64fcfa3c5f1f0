/**
 * Names: of agents, tools, variables, roles, models and SQL objects, each with its own closed alphabet. Names are
 * ASCII on purpose: two names that look alike to a reader must not be different to the engine.
 */
import { parseGlob } from "./glob";
import { type Parsed, parsed, quoted, refused } from "./parsed";

export const AGENT_NAME_PATTERN = "^[A-Za-z0-9_-]{1,64}$";
export const TOOL_NAME_PATTERN = "^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,127}$";
export const ENV_NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]{0,127}$";
export const NAME_GLOB_PATTERN = "^[A-Za-z0-9_.:/@*?-]{1,128}$";
export const SQL_NAME_GLOB_PATTERN = "^[A-Za-z0-9_$*?]+(\\.[A-Za-z0-9_$*?]+){0,2}$";

export function parseAgentName(text: string): Parsed<string> {
  if (text === "") return refused("The name of the agent is empty.");
  if (text.length > 64) return refused("The name of the agent is longer than 64 characters.");
  if (new RegExp(AGENT_NAME_PATTERN).test(text)) return parsed(text);
  return refused(
    `The name ${quoted(text)} may contain only the letters a to z, digits, "-" and "_".`,
    replacementFor(text),
  );
}

function replacementFor(text: string): string | undefined {
  const mended = text.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  return mended === "" ? undefined : mended;
}

/** Names of tools, APIs and databases: the keys of tables. */
export function parseToolName(text: string): Parsed<string> {
  if (new RegExp(TOOL_NAME_PATTERN).test(text)) return parsed(text);
  return refused(`${quoted(text)} is not a name: use letters, digits and any of "_ . : / -", at most 128.`);
}

export function parseEnvName(text: string): Parsed<string> {
  if (new RegExp(ENV_NAME_PATTERN).test(text)) return parsed(text);
  return refused(
    `${quoted(text)} is not the name of a variable: use letters, digits and "_", and no digit first.`,
  );
}

/** A name with "*" and "?" as wildcards: models, regions, agents, scopes. */
export function parseNameGlob(text: string): Parsed<string> {
  if (new RegExp(NAME_GLOB_PATTERN).test(text)) return parseGlob(text);
  return refused(
    `${quoted(text)} is not a name or a pattern of names: use letters, digits, any of "_ . : / @ -", and "*" or "?".`,
  );
}

/** `table`, `schema.table` or `database.schema.table`, with wildcards; the same for functions. */
export function parseSqlNameGlob(text: string): Parsed<string> {
  if (text.length <= 200 && new RegExp(SQL_NAME_GLOB_PATTERN).test(text)) return parseGlob(text, ".");
  return refused(
    `${quoted(text)} is not a name such as "public.orders" or "audit_*": use letters, digits, "_", "$", "*" and "?", and at most two dots.`,
  );
}
