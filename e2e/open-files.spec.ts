/** The row of open files: the one on show is in sight, tabs are moved by hand and by key, and stay where they were put. */
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { openPlain, textOf } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const ORDERS = "data/orders.csv";

const row = (of: Page | Locator) => of.getByRole("grid", { name: /^Open files/ });
const tab = (of: Page | Locator, name: string) => row(of).getByRole("row", { name });
const half = (page: Page, side: "left" | "right") =>
  page.getByRole("region", { name: `The ${side} half`, exact: true });
const file = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Files" }).getByRole("row", { name });
const kept = (page: Page) => expect(page.getByText("Kept in this browser")).toBeVisible();
const said = (page: Page, text: string) =>
  expect(page.getByRole("region", { name: "Editor" }).getByRole("status").first()).toHaveText(text);

async function expectOrder(of: Page | Locator, paths: readonly string[]): Promise<void> {
  const order = () =>
    row(of)
      .getByRole("row")
      .evaluateAll((rows) => rows.map((each) => each.getAttribute("data-path")));
  await expect.poll(order).toEqual(paths);
}

async function expectInSight(of: Page, name: string): Promise<void> {
  await expect(tab(of, name)).toHaveAttribute("aria-selected", "true");
  const outside = () =>
    tab(of, name).evaluate((element) => {
      const inner = element.getBoundingClientRect();
      const outer = element.parentElement?.getBoundingClientRect();
      return outer === undefined ? 1 : Math.max(0, outer.left - inner.left, inner.right - outer.right);
    });
  await expect.poll(outside).toBeLessThan(1);
}

async function open(page: Page, paths: readonly string[]): Promise<void> {
  await openPlain(page);
  await kept(page);
  for (const path of paths) {
    await file(page, path.slice(path.lastIndexOf("/") + 1)).focus();
    await page.keyboard.press("Enter");
    await expect(tab(page, path)).toHaveAttribute("aria-selected", "true");
  }
}

/** By the mouse, as a hand does; not yet let go. */
async function drag(page: Page, from: Locator, to: Locator, share: number): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (start === null || end === null) throw new Error("Nothing to drag, or nowhere to");
  await page.mouse.move(start.x + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 26, start.y + start.height / 2);
  await page.mouse.move(end.x + end.width * share, end.y + end.height / 2, { steps: 4 });
}

const mark = (page: Page) => page.locator("[data-landing]");

test("of many open files the one on show is in sight, however it came there", async ({ page }) => {
  await openPlain(page);
  await kept(page);
  const names = Array.from({ length: 8 }, (_, at) => `noted-on-day-${at}.md`);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "More for all files" }).click();
  await page.getByRole("menuitem", { name: "Upload files…" }).click();
  await (await chooser).setFiles(
    names.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) })),
  );
  await expect(file(page, "noted-on-day-7.md, changed")).toBeVisible();
  await file(page, "noted-on-day-0.md, changed").focus();
  for (const name of names) {
    await page.keyboard.press("Enter");
    await expect(tab(page, `${name}, changed`)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowDown");
  }
  await expectInSight(page, "noted-on-day-7.md, changed");
  await expectAccessible(page);

  // Back and forth by the address, as a jump does.
  await page.goto(`${page.url().split("#")[0]}#agent.toml:3`);
  await expectInSight(page, "agent.toml");
  await page.goBack();
  await expectInSight(page, "noted-on-day-7.md, changed");

  await row(page).hover();
  await page.mouse.wheel(0, -10_000);
  await expect.poll(() => row(page).evaluate((element) => element.scrollLeft)).toBe(0);
  await expect(tab(page, "agent.toml")).toBeInViewport();
  await page.getByRole("button", { name: "All 9 open files" }).click();
  await page.getByRole("menuitem", { name: "noted-on-day-4.md" }).click();
  await expectInSight(page, "noted-on-day-4.md, changed");

  await kept(page);
  await page.reload();
  await expectInSight(page, "noted-on-day-4.md, changed");
  await page.getByRole("button", { name: "Split editor" }).click();
  await expect(tab(half(page, "left"), "noted-on-day-4.md, changed")).toBeInViewport({
    ratio: 0.6,
  });
  const moved = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((element) => element.scrollLeft > 0 && element.getAttribute("role") !== "grid")
        .map((element) => element.tagName),
    );
  expect(await moved()).toEqual([]);
});

test("a tab is dragged along its row, to a side and to the other half; Escape takes it back", async ({
  page,
}) => {
  await open(page, ["agent.ts", ORDERS]);
  const [policy, agent] = [tab(page, "agent.toml"), tab(page, "agent.ts")];
  await drag(page, tab(page, ORDERS), policy, 0.2);
  await expect(mark(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(mark(page)).toHaveCount(0);
  await expectOrder(page, ["agent.toml", "agent.ts", ORDERS]);
  await drag(page, tab(page, ORDERS), policy, 0.2);
  await page.mouse.up();
  await expectOrder(page, [ORDERS, "agent.toml", "agent.ts"]);
  await drag(page, tab(page, ORDERS), agent, 0.9);
  await page.mouse.up();
  await expectOrder(page, ["agent.toml", "agent.ts", ORDERS]);
  await drag(page, policy, tab(page, ORDERS), 0.2);
  await page.mouse.up();
  await expectOrder(page, ["agent.ts", "agent.toml", ORDERS]);
  await said(page, "agent.toml is open file 2 of 3.");

  const editor = page.getByRole("region", { name: "Editor" });
  await drag(page, agent, editor, 0.1);
  await expect(mark(page)).toHaveAttribute("data-landing", "left");
  await page.mouse.up();
  const [left, right] = [half(page, "left"), half(page, "right")];
  await expectOrder(left, ["agent.ts"]);
  await expectOrder(right, ["agent.toml", ORDERS]);
  await expect(left.getByRole("textbox", { name: "agent.ts, plain text" })).toBeFocused();
  await said(page, "agent.ts is open file 1 of 1, in the left half.");

  await drag(page, tab(right, ORDERS), tab(left, "agent.ts"), 0.2);
  await page.mouse.up();
  await expectOrder(left, [ORDERS, "agent.ts"]);
  await kept(page);
  await page.reload();
  await expectOrder(left, [ORDERS, "agent.ts"]);
  await expectOrder(right, ["agent.toml"]);
  await drag(page, tab(right, "agent.toml"), textOf(page, ORDERS), 0.5);
  await expect(mark(page)).toHaveAttribute("data-landing", "all");
  await page.mouse.up();
  await expect(right).toHaveCount(0);
  await expectOrder(page, [ORDERS, "agent.ts", "agent.toml"]);
});

test("a file of the tree is dragged to a place among the open ones, and to a side", async ({ page }) => {
  await open(page, []);
  const text = await textOf(page, "agent.toml").inputValue();
  await drag(page, file(page, "agent.ts"), tab(page, "agent.toml"), 0.2);
  await page.mouse.up();
  await expectOrder(page, ["agent.ts", "agent.toml"]);
  await drag(page, file(page, "orders.csv"), textOf(page, "agent.ts"), 0.9);
  await expect(mark(page)).toHaveAttribute("data-landing", "right");
  await page.mouse.up();
  await expectOrder(half(page, "right"), [ORDERS]);
  await tab(half(page, "left"), "agent.toml").click();
  await expect(textOf(page, "agent.toml")).toHaveValue(text);
  // And no tab goes into a folder of the tree: that would move the file.
  await drag(page, tab(page, ORDERS), page.getByRole("treegrid", { name: "Files" }), 0.5);
  await page.mouse.up();
  await expect(mark(page)).toHaveCount(0);
  await expectOrder(half(page, "right"), [ORDERS]);
});

test("all of that goes by keyboard, is said, and is in a menu", async ({ page }) => {
  await open(page, ["agent.ts", ORDERS]);
  const agent = tab(page, "agent.ts");
  await agent.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expectOrder(page, ["agent.toml", ORDERS, "agent.ts"]);
  await expect(agent).toBeFocused();
  await said(page, "agent.ts is open file 3 of 3.");
  await page.keyboard.press("Shift+ArrowRight"); // no further
  await page.keyboard.press("Shift+ArrowLeft");
  await expectOrder(page, ["agent.toml", "agent.ts", ORDERS]);
  await expect(agent).toBeFocused();

  await page.keyboard.press("Shift+F10");
  const menu = page.getByRole("menu", { name: "More for agent.ts" });
  await expect(menu.getByRole("menuitem")).toHaveCount(5);
  await expectAccessible(page);
  await menu.getByRole("menuitem", { name: "Move left" }).press("Enter");
  await expectOrder(page, ["agent.ts", "agent.toml", ORDERS]);
  await expect(agent).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.getByRole("searchbox").fill("one place to the left");
  await page.getByRole("menuitem", { name: "Move the file on show one place to the left" }).click();
  await expectOrder(page, ["agent.ts", ORDERS, "agent.toml"]);

  await agent.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Move to the right half" }).click();
  await expectOrder(half(page, "right"), ["agent.ts"]);
  await tab(page, "agent.toml").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Close all others" }).click();
  await expectOrder(half(page, "left"), ["agent.toml"]);
});
