/** A script of the tests in a page of its own, on loopback and under the headers of our pages: nothing of the app in it. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serve } from "../../bench/browser/serve";

/** `name` is of a file beside this one. */
export async function serveScript(name: string): Promise<{ url: string; close(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return serve({
    script: outputFiles[0]?.text ?? "",
    input: null,
    assets: {},
    heapBytes: async () => 0,
    onAnswer: () => {},
  });
}
