/** What every page has: themes, the palette, the keys, the messages, and the page for what is not there. */
import type { BrowserContext, Page } from "@playwright/test";
import { SHORTCUTS } from "../lib/shortcuts";
import { expectAccessible } from "./support/axe";
import { createWorkspace, openIn } from "./support/pages";
import { expect, expectFailure, test } from "./support/test";

const PAPER = "rgb(253, 253, 251)";
const NIGHT = "rgb(13, 16, 20)";
const BLACK = "rgb(0, 0, 0)";

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** Hydrated: the script of the shell says so on the document. */
async function ready(page: Page): Promise<void> {
  await expect(page.locator("html[data-ready]")).toBeAttached();
}

async function withoutScript(context: BrowserContext, baseURL: string | undefined) {
  const browser = context.browser();
  if (browser === null) throw new Error("the context has no browser");
  return browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
}

test.describe("themes", () => {
  for (const [theme, scheme, contrast, colour] of [
    ["light", "dark", "no-preference", PAPER],
    ["dark", "light", "no-preference", NIGHT],
    ["contrast", "light", "no-preference", BLACK],
    ["system", "light", "no-preference", PAPER],
    ["system", "dark", "no-preference", NIGHT],
    ["system", "light", "more", BLACK],
  ] as const) {
    test(`${theme} on a ${scheme} system (contrast: ${contrast}) is right in the first paint`, async ({
      context,
      baseURL,
    }) => {
      // Without any script there is nothing that could set it later.
      const plain = await withoutScript(context, baseURL);
      const page = await plain.newPage();
      await page.emulateMedia({ colorScheme: scheme, contrast });
      await plain.addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
      await page.goto("/");
      await expect(page.locator("html")).toHaveCSS("background-color", colour);
      await plain.close();
    });
  }

  test("hold at once and after a reload, by keyboard alone", async ({ page }) => {
    await openIn(page, "light", "/");
    await ready(page);
    await page.getByRole("button", { name: "Theme" }).focus();
    await page.keyboard.press("Enter");
    const group = page.getByRole("group", { name: "Theme" });
    await expect(group.getByRole("radio", { name: "Light" })).toBeChecked();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect(group.getByRole("radio", { name: "Dark" })).toBeChecked();
    expect(await background(page)).toBe(NIGHT);
    await page.keyboard.press("Escape");
    await expect(group).toBeHidden();

    await page.reload();
    expect(await background(page)).toBe(NIGHT);
    await page.goto("/docs");
    expect(await background(page)).toBe(NIGHT);
  });

  test("can be chosen without a script", async ({ context, baseURL }) => {
    const plain = await withoutScript(context, baseURL);
    const page = await plain.newPage();
    await page.goto("/docs/keys");
    await page.getByRole("button", { name: "Theme" }).click();
    await page.getByRole("radio", { name: "High contrast" }).check();
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL("/docs/keys");
    await expect(page.locator("html")).toHaveCSS("background-color", BLACK);
    await plain.close();
  });

  test("lead nowhere else than to this server", async ({ request }) => {
    for (const back of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""]) {
      const answer = await request.post("/theme", { form: { theme: "dark", back }, maxRedirects: 0 });
      expect([answer.status(), answer.headers().location]).toEqual([303, "/"]);
    }
  });
});

test.describe("the palette", () => {
  test("opens, filters, runs and closes by keyboard alone, and is accessible", async ({ page }) => {
    await openIn(page, "light", "/");
    await ready(page);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Commands" });
    await expect(palette.getByRole("searchbox")).toBeFocused();
    await expectAccessible(page);

    await page.keyboard.type("high contrast");
    await expect(palette.getByRole("menuitem")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(palette).toBeHidden();
    await expect.poll(() => background(page)).toBe(BLACK);
  });

  test("says when nothing matches, and clears", async ({ page }) => {
    await page.goto("/");
    await ready(page);
    await page.getByRole("button", { name: "Commands" }).click();
    const palette = page.getByRole("dialog", { name: "Commands" });
    await palette.getByRole("searchbox").fill("no such command");
    await expect(palette.getByRole("status")).toContainText("No command matches “no such command”");
    await expectAccessible(page);
    await palette.getByRole("button", { name: "Clear" }).click();
    await expect(palette.getByRole("menuitem", { name: "Home" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });

  test("leads to pages, to recent work and into an example", async ({ page }) => {
    const id = await createWorkspace(page, "web-fetcher");
    await page.goto("/");
    await ready(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("menuitem", { name: "web-fetcher" }).click();
    await expect(page).toHaveURL(new RegExp(`/w/${id}`));

    await page.goto("/");
    await ready(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("menuitem", { name: "Hostile agent" }).click();
    await expect(page).toHaveURL(/\/w\/ws_/);
    await expect(page.getByRole("button", { name: "hostile, rename" })).toBeVisible();

    await page.goto("/docs");
    await ready(page);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("browser can do");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/check");
  });

  test("copies a link and says so, in a message that the keyboard dismisses", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/docs/errors#NOT_FOUND");
    await ready(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("menuitem", { name: "Copy a link" }).click();
    const messages = page.getByRole("region", { name: "Messages" });
    await expect(messages.getByText("Link copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    await expectAccessible(page);
    await page.keyboard.press("F6");
    await expect(messages).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(messages.getByRole("button", { name: "Dismiss" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(messages).toBeHidden();
  });
});

test.describe("the keys", () => {
  test("are listed by ?, which is a question mark inside a text field", async ({ page }) => {
    await page.goto("/");
    await ready(page);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    for (const entry of SHORTCUTS) await expect(help.getByText(entry.does)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();

    await page.keyboard.press("Control+k");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("?");
    await expect(page.getByRole("searchbox")).toHaveValue("?");
    await expect(help).toBeHidden();
  });

  test("reach the palette over the open help", async ({ page }) => {
    await page.goto("/");
    await ready(page);
    await page.getByRole("link", { name: "Help" }).click();
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Commands" }).getByRole("searchbox")).toBeFocused();
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  });

  test("are printed as on a Mac to somebody on a Mac", async ({ browser, baseURL }) => {
    const userAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15";
    const context = await browser.newContext({ userAgent, baseURL: baseURL ?? "" });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.getByRole("button", { name: "Commands" })).toContainText("⌘K");
    await ready(page);
    await page.keyboard.press("Meta+k");
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    await context.close();
  });
});

test("the way past the header is the first stop of the Tab key", async ({ page }) => {
  await page.goto("/docs");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("an address that is not there says so in words, with a code and a request id", async ({ page }) => {
  expectFailure(/HTTP 404: GET .*\/nowhere$/);
  const answer = await page.goto("/nowhere");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "There is nothing here that you may see." })).toBeVisible();
  await expect(main.getByRole("link", { name: "NOT_FOUND" })).toHaveAttribute(
    "href",
    "/docs/errors#NOT_FOUND",
  );
  await expect(main).toContainText(answer?.headers()["x-request-id"] ?? "no request id");
  await main.getByRole("link", { name: "Go to the start" }).click();
  await expect(page).toHaveURL("/");
});

test("follows forced colours and reduced motion", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.goto("/");
  await ready(page);
  await page.keyboard.press("Control+k");
  const item = page.getByRole("menuitem", { name: "Home" });
  await expect(item).toBeVisible();
  const slowest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll("*")].map((e) =>
        Number.parseFloat(getComputedStyle(e).transitionDuration),
      ),
    ),
  );
  expect(slowest).toBeLessThan(0.001);
});
