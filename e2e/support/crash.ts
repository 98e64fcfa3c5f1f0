import type { BrowserContext, Page } from "@playwright/test";

/** The tab dies, with whatever was under way in it. */
export async function crash(context: BrowserContext, page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  const debug = await context.newCDPSession(page);
  // Whoever has died may not answer.
  await Promise.race([debug.send("Page.crash").catch(() => {}), crashed]);
  await crashed;
  await page.close();
}
