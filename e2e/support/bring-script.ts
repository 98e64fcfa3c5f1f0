/** Brings a script of the tests into a page of the product. `name` is of a file beside this one. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";

const bundles = new Map<string, Promise<string>>();

export async function bringScript(page: Page, name: string): Promise<void> {
  const script = bundles.get(name) ?? bundle(name);
  bundles.set(name, script);
  // Through the debugger, because the policy of the page rightly refuses any script that is brought along.
  const session = await page.context().newCDPSession(page);
  const { exceptionDetails } = await session.send("Runtime.evaluate", { expression: await script });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
}

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
