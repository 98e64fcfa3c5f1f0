/** The reference: made from the code, read without a script. */
import type { Page } from "@playwright/test";
import { ERRORS } from "../lib/errors";
import { SHORTCUTS } from "../lib/shortcuts";
import { expectAccessible } from "./support/axe";
import { expect, expectFailure, test } from "./support/test";

/** A reader without scripts, in a context of its own: the one of the test counts a script that is not run as a fault. */
const read = test.extend<{ reader: Page }>({
  reader: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
    await use(await context.newPage());
    await context.close();
  },
});

read.describe("without a script", () => {
  read("every page of the reference can be read and reached", async ({ reader: page }) => {
    await page.goto("/docs");
    const links = page.getByRole("main").getByRole("article").getByRole("link");
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    const pages = addresses.filter((address) => address.startsWith("/docs/"));
    expect(pages).toEqual(expect.arrayContaining(["/docs/errors", "/docs/keys", "/docs/configuration"]));
    expect(pages.length).toBeGreaterThan(4);
    for (const address of pages) {
      await page.goto(address);
      await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
    }
  });

  read("an error's anchor shows that error", async ({ reader: page }) => {
    await page.goto("/docs/errors#TOO_LARGE");
    await expect(page.getByRole("heading", { name: "TOO_LARGE" })).toBeInViewport();
    for (const [code, { summary }] of Object.entries(ERRORS)) {
      await expect(page.getByRole("heading", { name: code, exact: true })).toBeAttached();
      await expect(page.getByText(summary, { exact: true })).toBeAttached();
    }
  });

  read("every key and every setting is there", async ({ reader: page }) => {
    await page.goto("/docs/keys");
    for (const entry of SHORTCUTS) {
      await expect(page.getByRole("article").getByText(entry.does)).toBeVisible();
    }
    await page.goto("/docs/configuration");
    for (const name of ["HOST", "PORT", "PUBLIC_URL", "DATA_DIR", "AEGIS_SECRET"]) {
      await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
    }
  });
});

test("sections can be linked to, and the list beside the text leads to them", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/docs/errors");
  await page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: "WRONG_HOST" })
    .click();
  await expect(page).toHaveURL("/docs/errors#WRONG_HOST");
  await expect(page.getByRole("heading", { name: "WRONG_HOST" })).toBeInViewport();
});

test("prose has no style of its own and no violation of WCAG", async ({ page }) => {
  await page.goto("/docs");
  const prose = page.getByRole("navigation", { name: "Reference" }).getByRole("link");
  const addresses = await prose.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  for (const address of addresses) {
    const answer = await page.goto(address);
    expect(await answer?.text()).not.toMatch(/<[^>]+ style=/);
    await expectAccessible(page);
  }
});

test("a page that is not there is not found, whatever its name tries", async ({ page }) => {
  expectFailure(/HTTP 404: GET .*\/docs\//);
  for (const name of ["nothing", "..%2F..%2Fpackage", "README", "decisions", "errors/x"]) {
    const answer = await page.goto(`/docs/${name}`);
    expect(answer?.status(), name).toBe(404);
  }
});
