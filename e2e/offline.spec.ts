/**
 * All but sending logs and files works without a network, also what is used for the first time then. The line is cut in front of
 * the server, because browsers do not take the network from workers when they are told to be offline; and what an earlier visit
 * left is forgotten, so that nothing is there but what this page brought by itself.
 */
import type { BrowserContext, Page } from "@playwright/test";
import { approveButton, choosePlainText, expectWhole, runButton, runState } from "./support/plain-workbench";
import { openSwitchboard, type Switchboard } from "./support/switchboard";
import { allowFailure, expect, expectFailure, test } from "./support/test";

const PATIENT = { timeout: 60_000 };
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name });
const code = (page: Page) => page.locator(".monaco-editor .view-lines").first();

/** A workspace whose server this browser has met, in a page that has just come and used nothing yet. */
async function open(page: Page, board: Switchboard): Promise<string> {
  await page.addInitScript(choosePlainText);
  const answer = await page.request.post(`${board.url}/open`, {
    form: { example: "report-writer" },
    headers: { Origin: board.url },
    maxRedirects: 0,
  });
  const address = new URL(answer.headers().location ?? "", board.url).href.replace(/#.*/, "");
  await page.goto(address);
  await run(page); // a log is begun for a server, which has to have been met
  await expect(page.getByRole("button", { name: "All records countersigned" })).toBeVisible(PATIENT);
  const debug = await page.context().newCDPSession(page);
  await debug.send("Network.clearBrowserCache");
  await page.reload();
  await expectWhole(page);
  return address;
}

async function cut(page: Page, context: BrowserContext, board: Switchboard): Promise<void> {
  board.plug(undefined);
  await context.setOffline(true);
  const isReached = page.evaluate(() =>
    fetch("/cell/program.js", { cache: "no-store" }).then(
      () => true,
      () => false,
    ),
  );
  expect(await isReached, "nothing is behind the line any more").toBe(false);
}

async function run(page: Page): Promise<void> {
  await runButton(page).click();
  await approveButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0");
}

/** How many colours the text on show has. */
const colours = (page: Page) =>
  code(page).evaluate((lines) => {
    const spans = [...lines.querySelectorAll("span > span")];
    return new Set(spans.map((span) => getComputedStyle(span).color)).size;
  });

test("without a network all of the workbench works, also what nobody has used before", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  expectFailure(/request failed .*api\/trpc/);
  expectFailure(/request failed .*\/cell\/program\.js/); // our own look at whether the line is cut
  allowFailure(/request failed .*\/(icon\.svg|favicon\.ico)/); // asked for with each new address, where there are windows
  const board = await openSwitchboard();
  board.plug(process.env.AEGIS_E2E_URL);
  const address = await open(page, board);
  await cut(page, context, board);

  await test.step("a run, its log, and the run once more", async () => {
    await run(page);
    await expect(page.getByText(/Log verified in this page: \d+ records/)).toBeVisible();
    const replay = page.getByRole("region", { name: "Replay" });
    await replay.getByRole("button", { name: "Replay" }).click();
    await expect(replay.getByRole("status")).toHaveText("It came out the same, byte for byte");
  });

  await test.step("panels, dialogs, downloads", async () => {
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
  });

  await test.step("the code editor, with colours, types and checks", async () => {
    await page.goto(`${address}#agent.toml`);
    await page.getByRole("button", { name: /Plain text/ }).click();
    await expect(code(page)).toContainText("[capabilities.filesystem]");
    for (const [path, least] of [
      ["agent.toml", 3],
      [".env", 2],
      ["out/report.md", 2],
      ["agent.ts", 4],
    ] as const) {
      await page.goto(`${address}#${path}`);
      await expect(page.locator(`.monaco-editor[data-uri$="/${path}"]`)).toBeVisible();
      await expect.poll(() => colours(page), path).toBeGreaterThanOrEqual(least);
    }
    // Known to whoever has the types of agents alone.
    await code(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type('\nconst wrong: number = readFileSync("a", "utf8");');
    await tab(page, /^Problems/).click();
    await expect(page.getByRole("list", { name: "Problems" })).toContainText(
      "Type 'string' is not assignable to type 'number'",
    );
  });

  await test.step("a terminal, which is another sandbox than that of runs", async () => {
    await page.keyboard.press("Control+j");
    await expect(page.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
    await page.keyboard.type("wc -l agent.toml");
    await page.keyboard.press("Enter");
    await expect(page.locator(".xterm-rows")).toContainText(/\d+ agent\.toml/);
  });
  await board.close();
});
