/** Brings the driver of the product, with what a test looks at, into a page of the product. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { createWorkspace } from "./pages";

let script: Promise<string> | undefined;

export async function bringCellApi(page: Page): Promise<void> {
  await page.goto(`/w/${await createWorkspace(page)}`);
  script ??= bundle();
  // Through the debugger, because the policy of the page rightly refuses any script that is brought along.
  const session = await page.context().newCDPSession(page);
  const { exceptionDetails } = await session.send("Runtime.evaluate", { expression: await script });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./cell-page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
