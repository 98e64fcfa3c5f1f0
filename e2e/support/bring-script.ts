/** Brings a script of the tests into a page of the product. `name` is of a file beside this one. */
import type { Page } from "@playwright/test";
import { bundle } from "./bundle";

const bundles = new Map<string, Promise<string>>();

export async function bringScript(page: Page, name: string): Promise<void> {
  const script = bundles.get(name) ?? bundle(`e2e/support/${name}`);
  bundles.set(name, script);
  // Through the debugger, because the policy of the page rightly refuses any script that is brought along.
  const session = await page.context().newCDPSession(page);
  const { exceptionDetails } = await session.send("Runtime.evaluate", { expression: await script });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
}
