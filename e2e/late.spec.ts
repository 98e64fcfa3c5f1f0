/** What the workbench fetches after its first screen: the change is not seen, a failure is said and mended, and then no network is needed. */
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { approveButton, expectWhole, openPlain, runButton, runState } from "./support/plain-workbench";
import { expect, expectFailure, test } from "./support/test";

const CHUNKS = "**/_next/static/chunks/**";
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name });
const PATIENT = { timeout: 60_000 };

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
  await openPlain(page);
  const list = page.getByRole("list", { name: "Files" });
  const opens = list.getByRole("button", { name: "agent.ts" });
  await opens.click();
  await expect(page.getByRole("textbox", { name: "agent.ts, plain text" })).toBeVisible();
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

test("a menu that cannot be had is told by a message, even where what shows messages cannot be had", async ({
  page,
}) => {
  expectFailure(/request failed .*\/_next\/static\//);
  const letThem = await holdBack(page, /min-w-48 py-1|react-aria-Toast/, "failed");
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

test("without a network from the beginning runs, replays, panels, dialogs and downloads work", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  expectFailure(/request failed .*api\/trpc/);
  await openPlain(page);
  const run = async () => {
    await runButton(page).click();
    await approveButton(page).click();
    await expect(runState(page)).toHaveText("Ended, exit 0");
  };
  // A log is begun for a server, which this browser has to have met. What that fetched is forgotten then.
  await run();
  await expect(page.getByRole("button", { name: "All records countersigned" })).toBeVisible(PATIENT);
  const debug = await context.newCDPSession(page);
  await debug.send("Network.clearBrowserCache");
  await page.reload();
  await expectWhole(page);
  await context.setOffline(true);

  await run();
  await expect(page.getByText(/Log verified in this page: \d+ records/)).toBeVisible();
  const replay = page.getByRole("region", { name: "Replay" });
  await replay.getByRole("button", { name: "Replay" }).click();
  await expect(replay.getByRole("status")).toHaveText("It came out the same, byte for byte");
  for (const name of ["Files then", "Permissions", "What-if", "Problems", "Tests", "Approvals"]) {
    await tab(page, new RegExp(`^${name}`)).click();
    const panel = page.getByRole("tabpanel", { name: new RegExp(`^${name}`) });
    await expect(panel).toContainText(/\w/);
    await expect(panel).not.toContainText(/could not be fetched|Fetching this part/);
  }
  await page.getByRole("button", { name: /^The agent runs in/ }).click();
  await expect(
    page.getByRole("dialog", { name: "Where the agent runs" }).getByRole("row").first(),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Commands" }).getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "More for all files" }).click();
  await page.getByRole("menuitem", { name: "Download all as a zip" }).click();
  expect((await download).suggestedFilename()).toBe("workspace.zip");
  await page.keyboard.press("Control+j");
  await expect(page.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
});
