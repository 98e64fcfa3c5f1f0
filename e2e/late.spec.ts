/** What the workbench fetches after its first screen: the change is not seen, a failure is said and mended. */
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { openPlain, runButton } from "./support/plain-workbench";
import { expect, expectFailure, test } from "./support/test";

const CHUNKS = "**/_next/static/chunks/**";
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name });

/** What the server has of the page's scripts, with this text in it, does not come before `let` is called, or fails until then. */
async function holdBack(page: Page, text: string | RegExp, how: "late" | "failed"): Promise<() => void> {
  let isLet = false;
  let release = () => {};
  const letting = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(CHUNKS, async (route) => {
    const response = await route.fetch();
    const isMeant = (await response.text()).search(text) >= 0;
    if (isMeant && how === "late") await letting;
    await (isMeant && how === "failed" && !isLet ? route.abort("failed") : route.fulfill({ response }));
  });
  return () => {
    isLet = true;
    release();
  };
}

const placeOf = async (text: Locator) => {
  const box = await text.boundingBox();
  return box && [Math.round(box.x), Math.round(box.y), Math.round(box.height)];
};

test("files are listed and opened before their tree is there; it takes their place to the pixel, and the focus", async ({
  page,
}) => {
  const letTree = await holdBack(page, "New folder here", "late");
  await openPlain(page, {}, "domcontentloaded");
  const list = page.getByRole("list", { name: "Files" });
  const opens = list.getByRole("button", { name: "agent.ts" });
  // The document is there before the page answers.
  await expect(async () => {
    await opens.click();
    await expect(page.getByRole("textbox", { name: "agent.ts, plain text" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(opens).toBeFocused();
  await expectAccessible(page);
  const before = await Promise.all(["agent.ts", "orders.csv"].map((name) => placeOf(list.getByText(name))));
  letTree();
  const tree = page.getByRole("treegrid", { name: "Files" });
  await expect(tree.getByRole("row", { name: "agent.ts" })).toBeFocused();
  await expect(list).toBeHidden();
  const after = await Promise.all(["agent.ts", "orders.csv"].map((name) => placeOf(tree.getByText(name))));
  expect(after).toEqual(before);
  await page.unrouteAll({ behavior: "wait" });
});

test("a panel that cannot be had says what to do, and is there when it is tried again", async ({ page }) => {
  expectFailure(/request failed .*\/_next\/static\//);
  const letPanel = await holdBack(page, "Nothing is wrong", "failed");
  await openPlain(page);
  await tab(page, "Problems").click();
  const said = page.getByRole("alert").filter({ hasText: "could not be fetched" });
  await expect(said).toContainText("load the page again: your files are kept in this browser");
  await expectAccessible(page);
  letPanel();
  // What comes in idle time may bring it before anybody asks.
  await expect(async () => {
    if (await said.isVisible())
      await said.getByRole("button", { name: "Try again" }).click({ timeout: 2_000 });
    await expect(page.getByText("Nothing is wrong")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(said).toBeHidden();
  await page.unrouteAll({ behavior: "wait" });
});

test("a log that could not be verified, for what does it could not be had, is when it is tried again", async ({
  page,
}) => {
  expectFailure(/request failed .*\/_next\/static\//);
  const letVerifier = await holdBack(page, "The verifier could not be loaded", "failed");
  await openPlain(page, { "agent.ts": "console.log(1);" });
  await runButton(page).click();
  await expect(page.getByText("Not verified: what verifies the log could not be fetched.")).toBeVisible();
  await expectAccessible(page);
  letVerifier();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/Log verified in this page: \d+ records/)).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
});

test("a menu that cannot be had is told by a message, even where what shows messages cannot be had", async ({
  page,
}) => {
  expectFailure(/request failed .*\/_next\/static\//);
  const letThem = await holdBack(page, /min-w-48 max-w-|react-aria-Toast/, "failed");
  await openPlain(page);
  const more = page.getByRole("button", { name: "More for all files" });
  await more.click();
  const said = page.getByRole("alert").filter({ hasText: "could not be fetched" });
  await expect(said).toBeVisible();
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await said.getByRole("button", { name: "Dismiss" }).click();
  await expect(said).toBeHidden();
  letThem();
  await more.click();
  await expect(page.getByRole("menuitem", { name: "New folder" })).toBeFocused();
  await page.unrouteAll({ behavior: "wait" });
});
