import { inFolder } from "./many-files";

const MAX_LENGTH = 200;

/** Why a path cannot be the name of a new file, in a sentence, or null when it can. */
export function faultOfPath(path: string, existing: readonly string[]): string | null {
  if (path === "") return "A file needs a name.";
  if (path.length > MAX_LENGTH) return `A path is at most ${MAX_LENGTH} characters long.`;
  if (path.startsWith("/")) return "Paths start in the workspace, without a leading slash.";
  if (!/^[\w.\-/]+$/.test(path)) return "Use letters, digits, dots, dashes, underscores and slashes.";
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "Each part of a path is a name: not empty, not “.” and not “..”.";
  if (existing.includes(path)) return "There is a file of that name.";
  if (existing.some((other) => other.startsWith(`${path}/`))) return "There is a folder of that name.";
  if (parts.some((_, index) => index > 0 && existing.includes(parts.slice(0, index).join("/"))))
    return "A file is no folder.";
  return null;
}

/** The same for the name that a file or folder is to have instead of the one it has. */
export function faultOfMove(from: string, to: string, existing: readonly string[]): string | null {
  if (to !== from && inFolder(to, from)) return "A folder cannot be moved into itself.";
  return faultOfPath(
    to,
    existing.filter((path) => !inFolder(path, from)),
  );
}

/** What a new file starts with: a policy starts as one that denies everything, because that is what it means. */
export function startOf(path: string): string {
  if (!path.endsWith("agent.toml")) return "";
  return [
    "# Nothing is granted yet, so everything is denied.",
    "spec = 1",
    "",
    "[agent]",
    'name = "agent"',
    'entry = "agent.ts"',
    "",
  ].join("\n");
}
