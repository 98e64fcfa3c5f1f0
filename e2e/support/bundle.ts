/** A script of the tests as one text for a page. `path` is from the root. */
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export async function bundle(
  path: string,
  options: Pick<BuildOptions, "define" | "format"> = {},
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [path],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    alias: { "@": ROOT },
    write: false,
    logLevel: "error",
    ...options,
  });
  return outputFiles[0]?.text ?? "";
}
