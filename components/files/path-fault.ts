import { faultOfName } from "@/lib/workspace/path";
import { inFolder } from "./many-files";

/** Why a path cannot be the name of a new file, in a sentence, or null when it can. */
export function faultOfPath(path: string, existing: readonly string[]): string | null {
  const fault = faultOfName(path);
  if (fault !== null) return fault;
  const parts = path.split("/");
  if (existing.includes(path)) return "There is a file of that name.";
  if (existing.some((other) => other.startsWith(`${path}/`))) return "There is a folder of that name.";
  if (parts.some((_, index) => index > 0 && existing.includes(parts.slice(0, index).join("/"))))
    return "A file is no folder.";
  return null;
}

/** What names there are, for both of these: a folder that nothing is in is told from a file by its slash. */
export const takenNames = (paths: readonly string[], folders: readonly string[]): readonly string[] => [
  ...paths,
  ...folders.map((folder) => `${folder}/`),
];

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
