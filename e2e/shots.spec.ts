/** Pictures of every page, for people to look at; run by `npm run shots` and never by `npm test`. */
import { join } from "node:path";
import { ROOT } from "../scripts/lib/root.mjs";
import { openIn, PAGES } from "./support/pages";
import { expectFailure, test } from "./support/test";

const WIDTHS = [1440, 390];
const HEIGHT = 900;
const NOT_FOUND = { pattern: "/no-such-page", address: async () => "/no-such-page" };

for (const { pattern, address } of [...PAGES, NOT_FOUND]) {
  for (const theme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      test(`${pattern}, ${theme}, ${width} px`, async ({ page }) => {
        if (pattern === NOT_FOUND.pattern) expectFailure(/^HTTP 404: GET/);
        await page.setViewportSize({ width, height: HEIGHT });
        await openIn(page, theme, await address(page));
        await page.waitForLoadState("networkidle");
        await page.screenshot({
          path: join(ROOT, "shots", `${nameOf(pattern)}-${theme}-${width}.png`),
          fullPage: true,
          animations: "disabled",
        });
      });
    }
  }
}

function nameOf(pattern: string): string {
  return pattern === "/" ? "home" : pattern.replace(/[^\w]+/g, "-").replace(/^-|-$/g, "");
}
