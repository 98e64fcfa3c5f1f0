/** What an agent left in the workspace, beside what it was given. Only text that an editor can show comes back. */
import { fromUtf8 } from "@/lib/audit/bytes";
import type { Tree, TreeEntry } from "@/lib/runtime/files";
import type { Texts } from "../files/files";

const MOST_UNITS = 512 * 1024;

/** New and changed files with their text, files that are gone as null. Nothing where the files could not be fetched. */
export function changedTexts(before: Texts, after: Tree | undefined): Record<string, string | null> {
  if (after === undefined) return {};
  const changed: Record<string, string | null> = {};
  const seen = new Set<string>();
  for (const [path, entry] of Object.entries(after)) {
    const text = textOf(entry);
    seen.add(path);
    if (text !== undefined && before[path] !== text) changed[path] = text;
  }
  for (const path of Object.keys(before)) if (!seen.has(path)) changed[path] = null;
  return changed;
}

function textOf(entry: TreeEntry): string | undefined {
  if (typeof entry === "string") return entry.length <= MOST_UNITS ? entry : undefined;
  if (entry instanceof Uint8Array) return entry.length <= MOST_UNITS ? fromUtf8(entry) : undefined;
  return "content" in entry ? textOf(entry.content) : undefined;
}
