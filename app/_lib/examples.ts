import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Example, manifest, sourcePath } from "@/components/examples/manifest";
import index from "@/public/examples/index.json";

export const EXAMPLES: readonly Example[] = manifest.parse(index).examples;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The files of an example as the workspace made from it starts out. An unknown slug has none. */
export async function readExampleFiles(slug: string | null): Promise<readonly SourceFile[]> {
  const example = EXAMPLES.find((entry) => entry.slug === slug);
  if (example === undefined) return [];
  // The paths come from the manifest, which its schema keeps inside the folder, and never from a request.
  const folder = join(process.cwd(), "public", "examples");
  return Promise.all(
    example.files.map(async (file) => ({
      path: file.path,
      text: await readFile(join(folder, sourcePath(example, file)), "utf8"),
    })),
  );
}
