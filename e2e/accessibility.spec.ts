import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { openIn, PAGES, THEMES } from "./support/pages";
import { expect, expectFailure, test } from "./support/test";

/** Not an idle network: a workbench keeps a sandbox ready, and goes on asking for its files. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

const NARROW = { width: 320, height: 640 };

/** One visit: the page, its scripts and what it shows come once, and not for each theme anew. */
for (const { name, address } of PAGES) {
  test(`${name}: no violation of WCAG in any theme, and no scrolling sideways at 320 px`, async ({
    page,
  }) => {
    const path = await address(page);
    for (const theme of THEMES) {
      await test.step(theme, async () => {
        await openIn(page, theme, path);
        await settled(page);
        await expectAccessible(page);
      });
    }
    await page.setViewportSize(NARROW);
    await page.reload();
    await settled(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(NARROW.width);
  });
}

test("the page for an address that does not exist has no violation of WCAG", async ({ page }) => {
  expectFailure(/^HTTP 404: GET .*\/no-such-page$/);
  await page.goto("/no-such-page");
  await expectAccessible(page);
});
