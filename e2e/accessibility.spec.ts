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

for (const { name, address } of PAGES) {
  test.describe(name, () => {
    for (const theme of THEMES) {
      test(`has no violation of WCAG in the ${theme} theme`, async ({ page }) => {
        await openIn(page, theme, await address(page));
        await settled(page);
        await expectAccessible(page);
      });
    }

    test("reflows at 320 px without scrolling sideways", async ({ page }) => {
      await page.setViewportSize(NARROW);
      await page.goto(await address(page));
      await settled(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(NARROW.width);
    });
  });
}

test("the page for an address that does not exist has no violation of WCAG", async ({ page }) => {
  expectFailure(/^HTTP 404: GET .*\/no-such-page$/);
  await page.goto("/no-such-page");
  await expectAccessible(page);
});
