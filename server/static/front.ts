import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { compressedOf, wantsCompressed } from "../http/compressed";
import type { Front } from "../http/front";
import { FILE_HEADERS } from "../http/security-headers";

const ADDRESS = "/_next/static/";
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=UTF-8",
  ".js": "application/javascript; charset=UTF-8",
};
const HEADERS: Readonly<Record<string, string>> = {
  ...FILE_HEADERS,
  // As Next says of them: their names change with what is in them.
  "Cache-Control": "public, max-age=31536000, immutable",
  "Content-Encoding": "br",
  Vary: "Accept-Encoding",
};

interface StaticFile {
  readonly type: string;
  readonly compressed: Buffer;
}

/**
 * Scripts and styles of the build as the build has compressed them, before Next sees the request: it would compress them anew for each
 * visitor, and worse. Whoever does not take this coding, or wants a part, goes the way of before. What is answered is what
 * was found in the folder at the start: no address of a request becomes a path.
 */
export async function staticFront(root: string): Promise<Front> {
  const files = await filesOf(root);
  return (request, response) => {
    const file = files.get(request.url ?? "");
    if (!file || !wantsCompressed(request)) return undefined;
    const { type, compressed } = file;
    response.writeHead(200, { ...HEADERS, "Content-Type": type, "Content-Length": compressed.length });
    response.end(compressed);
    return Promise.resolve();
  };
}

/** None where the build was not made by the launcher. */
async function filesOf(root: string): Promise<ReadonlyMap<string, StaticFile>> {
  const folder = join(/* turbopackIgnore: true */ root, ".next", "static");
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = new Map<string, StaticFile>();
  await Promise.all(
    names.map(async (name) => {
      const type = TYPES[extname(name)];
      if (type === undefined) return;
      const compressed = await compressedOf(root, await readFile(join(folder, name)));
      if (compressed) files.set(ADDRESS + name.replaceAll("\\", "/"), { type, compressed });
    }),
  );
  return files;
}
