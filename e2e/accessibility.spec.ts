import { expectAccessible } from "./support/axe";
import { openIn, PAGES, THEMES } from "./support/pages";
import { expect, expectFailure, test } from "./support/test";

const NARROW = { width: 320, height: 640 };

for (const { name, address } of PAGES) {
  test.describe(name, () => {
    for (const theme of THEMES) {
      test(`has no violation of WCAG in the ${theme} theme`, async ({ page }) => {
        await openIn(page, theme, await address(page));
        await page.waitForLoadState("networkidle");
        await expectAccessible(page);
      });
    }

    test("reflows at 320 px without scrolling sideways", async ({ page }) => {
      await page.setViewportSize(NARROW);
      await page.goto(await address(page));
      await page.waitForLoadState("networkidle");
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
