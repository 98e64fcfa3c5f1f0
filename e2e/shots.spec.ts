/** Pictures of every page, for people to look at; run by `npm run shots` and never by `npm test`. */
import { join } from "node:path";
import { ROOT } from "../scripts/lib/root.mjs";
import { createWorkspace, openIn, PAGES } from "./support/pages";
import { approveButton, runButton } from "./support/plain-workbench";
import { expectFailure, test } from "./support/test";

const WIDTHS = [1440, 390];
const HEIGHT = 900;
const NOT_FOUND = { name: "/no-such-page", address: async () => "/no-such-page" };

for (const { name, address } of [...PAGES, NOT_FOUND]) {
  for (const theme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      test(`${name}, ${theme}, ${width} px`, async ({ page }) => {
        if (name === NOT_FOUND.name) expectFailure(/^HTTP 404: GET/);
        await page.setViewportSize({ width, height: HEIGHT });
        await openIn(page, theme, await address(page));
        await page.waitForLoadState("networkidle");
        await page.screenshot({
          path: join(ROOT, "shots", `${fileOf(name)}-${theme}-${width}.png`),
          fullPage: true,
          animations: "disabled",
        });
      });
    }
  }
}

for (const theme of ["light", "dark", "contrast"] as const) {
  for (const width of WIDTHS) {
    test(`a run that is over, ${theme}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: HEIGHT });
      await openIn(page, theme, `/w/${await createWorkspace(page)}`);
      await runButton(page).click();
      const take = (name: string) =>
        page.screenshot({
          path: join(ROOT, "shots", `run-${name}-${theme}-${width}.png`),
          animations: "disabled",
        });
      const yes = approveButton(page);
      await yes.waitFor();
      await take("asks");
      await yes.click();
      await page.getByText(/Log verified in this page/).waitFor();
      await page.getByRole("row", { name: /fs\.write \/workspace\/archive/ }).click();
      await page.getByRole("button", { name: "Allow it in the policy" }).waitFor();
      await take("over");
      await page.reload();
      await page.getByText(/Log verified in this page/).waitFor({ state: "attached" });
      await take("of-an-earlier-visit");
    });
  }
}

function fileOf(name: string): string {
  return name === "/" ? "home" : name.replace(/[^\w]+/g, "-").replace(/^-|-$/g, "");
}
