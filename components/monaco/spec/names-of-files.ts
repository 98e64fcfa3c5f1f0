/** What the files of a workspace name, for policies to speak of. Files that are half written name what they can. */
import type { WorkspaceNames } from "@/lib/spec/edit";

export const NAMING_FILES: ReadonlySet<string> = new Set(["tools.json", "models.json"]);

export function namesOf(files: ReadonlyMap<string, string>): WorkspaceNames {
  const paths = [...files.keys()].sort();
  return {
    entries: paths.filter((path) => /\.[cm]?[jt]s$/.test(path)),
    agents: paths.flatMap((path) => /^agents\/([^/]+)\.toml$/.exec(path)?.[1] ?? []),
    tools: keysOf(files.get("tools.json"), "tools"),
    models: keysOf(files.get("models.json"), "models"),
  };
}

function keysOf(text: string | undefined, name: string): string[] {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    const inner =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : null;
    return typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.keys(inner) : [];
  } catch {
    return [];
  }
}
