export interface FileNode {
  readonly kind: "file" | "folder";
  /** The path, under the name by which collections tell items apart. */
  readonly id: string;
  readonly name: string;
  readonly children: readonly FileNode[];
}

/** Paths as the tree that they spell: folders first, then files, each by name. Empty folders are named by themselves. */
export function treeOf(paths: readonly string[], folders: readonly string[] = []): readonly FileNode[] {
  return below([...paths, ...folders.map((folder) => `${folder}/`)], "");
}

function below(paths: readonly string[], folder: string): readonly FileNode[] {
  const inside = paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  const folders = new Set(
    inside.filter((path) => path.includes("/")).map((path) => path.slice(0, path.indexOf("/"))),
  );
  const files = inside.filter((path) => path !== "" && !path.includes("/"));
  return [
    ...[...folders].sort(byName).map((name): FileNode => {
      const path = `${folder}${name}`;
      return { kind: "folder", id: path, name, children: below(paths, `${path}/`) };
    }),
    ...files
      .sort(byName)
      .map((name): FileNode => ({ kind: "file", id: `${folder}${name}`, name, children: [] })),
  ];
}

const byName = (one: string, other: string) =>
  one.toLowerCase() < other.toLowerCase() ? -1 : one.toLowerCase() > other.toLowerCase() ? 1 : 0;

/** All folders there are, of files and by themselves. */
export function foldersOf(paths: readonly string[], folders: readonly string[] = []): readonly string[] {
  const all = [...paths, ...folders.map((folder) => `${folder}/`)].flatMap((path) => {
    const parts = path.split("/").slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  });
  return [...new Set(all)];
}
