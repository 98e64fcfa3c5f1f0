/** Paths inside the workspace, relative to the spec: the entry file of the agent. */
import { isWellFormed, type Parsed, parsed, quoted, refused } from "./parsed";

export const ENTRY_PATTERN = "^[^/\\\\].*$";

export function parseEntry(text: string): Parsed<string> {
  const mended = text.replace(/^(?:\.\/)+/, "");
  if (text === "" || text.length > 512 || text.includes("\0") || !isWellFormed(text)) {
    return refused(`${quoted(text)} is not the path of a file.`);
  }
  if (text.startsWith("/") || text.includes("\\")) {
    return refused(`The path ${quoted(text)} must be relative to the spec and use "/", such as "agent.ts".`);
  }
  const segments = mended.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    return refused(`The path ${quoted(text)} has an empty, "." or ".." segment.`);
  }
  return mended === text ? parsed(text) : refused(`Write the path ${quoted(text)} without "./".`, mended);
}
