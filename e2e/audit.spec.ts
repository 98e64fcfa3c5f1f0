/** The pages for reviewers: sessions, records and proofs, verified in the page and readable without script. */
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { openFile, withDataFolder } from "./support/log/data-folder";
import { isLong } from "./support/log/form";
import { LogClient } from "./support/log/log-client";
import { sendLog } from "./support/log/send-log";
import { startServer } from "./support/server";
import { expect, test } from "./support/test";

interface Log {
  readonly workspaceId: string;
  readonly sid: string;
  readonly cookie: string;
  readonly href: string;
}

/** A session of so many records, sent as a browser sends it. */
async function logOf(url: string | undefined, size: number): Promise<Log> {
  const client = await LogClient.begin({ url: url ?? "" });
  try {
    const { workspaceId, cookie } = client;
    const { sid } = await sendLog(client, size);
    return { workspaceId, sid, cookie, href: `/audit/${sid}?w=${workspaceId}` };
  } finally {
    client.close();
  }
}

async function enter(context: BrowserContext, url: string | undefined, { cookie }: Log): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: url ?? "" }]);
}

async function withoutScript(browser: Browser, url: string | undefined, log: Log): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: url ?? "" });
  await enter(context, url, log);
  return await context.newPage();
}

const finding = (page: Page) => page.getByRole("status", { name: "Verification" });
const grid = (page: Page) => page.getByRole("grid", { name: "Records" });

test("sessions are listed, filtered by their address, and filtered to nothing", async ({
  page,
  context,
  baseURL,
}) => {
  const log = await logOf(baseURL, 60);
  await enter(context, baseURL, log);
  await page.goto("/audit");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "load" }) });
  await expect(row).toContainText("3 refused");
  await expectAccessible(page);
  await page.getByLabel("Decisions").selectOption("deny");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/verdict=deny/);
  await expect(row).toBeVisible();
  await page.getByLabel("Agent").fill("nobody");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No session fits the filter")).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).last().click();
  await row.getByRole("link", { name: "load" }).click();
  await expect(page).toHaveURL(new RegExp(log.sid));
});

test("the page verifies a session itself, and says what was refused and who says so", async ({
  page,
  context,
  baseURL,
}) => {
  const log = await logOf(baseURL, 120);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  await expect(finding(page)).toContainText("All 120 records are as they were signed");
  const states = page.getByRole("list", { name: "Integrity" });
  await expect(states.locator("[data-standing=verified]")).toHaveCount(3);
  await expect(states).toContainText("not witnessed");
  await expect(
    page.getByRole("region", { name: "What was refused" }).getByRole("listitem").first(),
  ).toContainText("file-7.ts");
  await expect(page.getByRole("region", { name: "What a log does not prove" })).toBeVisible();
  await expectAccessible(page);
});

test("a verification shows how far it is, and is cancelled", async ({ page, context, baseURL }) => {
  const log = await logOf(baseURL, 40);
  await enter(context, baseURL, log);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // What the worker fetches is held back, until somebody has seen that it is waited for.
  await context.route("**/entries.jsonl?*", async (route) => {
    await held;
    await route.abort("aborted");
  });
  await page.goto(log.href);
  await expect(page.getByRole("progressbar", { name: "Verifying" })).toBeVisible();
  await expect(page.getByText("0 of 40 records")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(finding(page)).toContainText("The verification was cancelled");
  letGo();
  await context.unroute("**/entries.jsonl?*");
  await page.getByRole("button", { name: "Verify here" }).click();
  await expect(finding(page)).toContainText("All 40 records are as they were signed");
});

test("records are reached, opened and left by keyboard alone", async ({ page, context, baseURL }) => {
  const log = await logOf(baseURL, 120);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  await grid(page).focus();
  for (const key of ["j", "j", "ArrowDown", "j", "k", "j", "j", "j", "ArrowUp", "j", "j"])
    await page.keyboard.press(key);
  await expect(page).toHaveURL(/at=7/);
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Record 7" });
  await expect(panel).toContainText("filesystem.deny[0]");
  await expect(panel).toContainText("verified on this page");
  await expect(page).toHaveURL(/panel=record/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await page.goBack();
  await expect(panel).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("complementary", { name: "Record 119" })).toBeVisible();
});

test("the strip and the form filter what is listed, and nothing left is said so", async ({
  page,
  context,
  baseURL,
}) => {
  const log = await logOf(baseURL, 120);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  await page.getByRole("list", { name: "By verdict" }).getByRole("link", { name: "deny 6" }).click();
  await expect(page).toHaveURL(/verdict=deny/);
  await expect(page.getByText("6 found", { exact: true })).toBeVisible();
  await expect(grid(page).getByRole("row")).toHaveCount(6);
  await page.getByRole("textbox", { name: "Text" }).fill("file-27.ts");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(grid(page).getByRole("row")).toHaveCount(1);
  await page.getByRole("textbox", { name: "Text" }).fill("no such thing");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("No record fits the filter")).toBeVisible();
  await page.getByRole("region", { name: "Records" }).getByRole("link", { name: "Clear" }).last().click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "120");
  await page.goBack();
  await expect(page.getByText("No record fits the filter")).toBeVisible();
});

test("a copy is tampered with, what is detected is told, and what is stored stays whole", async ({
  page,
  context,
  baseURL,
}) => {
  const log = await logOf(baseURL, 80);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  await page.getByRole("button", { name: "Tamper with a copy" }).click();
  const tamper = page.getByRole("region", { name: "Tamper with a copy" });
  const detected = tamper.getByRole("status", { name: "What is detected" });
  for (const [change, code] of [
    ["Delete a record between", "GAP"],
    ["Delete the last record", "MISSING_ENTRIES"],
    ["Change a value of one record, and give all", "ROOT_MISMATCH"],
    ["Change the log, chain it anew", "UNKNOWN_KEY"],
  ] as const) {
    const option = tamper.getByRole("option", { name: new RegExp(change) });
    await tamper.getByLabel("Change").selectOption((await option.getAttribute("value")) ?? "");
    await tamper.getByRole("button", { name: "Change and verify" }).click();
    await expect(detected.locator(`[data-finding=${code}]`)).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("button", { name: "Verify again" }).click();
  await expect(finding(page)).toContainText("All 80 records are as they were signed");
});

test("an exported bundle is whole on the page for outsiders; a changed one is named", async ({
  page,
  context,
  baseURL,
}) => {
  const log = await logOf(baseURL, 90);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "bundle", exact: true }).click();
  const path = await (await download).path();
  const records = await (
    await page.request.get(`/audit/${log.sid}/export?format=jsonl&w=${log.workspaceId}`)
  ).text();
  await page.goto("/verify");
  const result = page.getByRole("region", { name: "Result" });
  await page
    .getByLabel("Choose files")
    .setInputFiles({ name: "s.zip", mimeType: "application/zip", buffer: await readFile(path) });
  await expect(result.locator("[data-finding=OK]")).toContainText("All 90 records");
  await expect(result.getByRole("list", { name: "Integrity" })).toContainText("countersigned");
  const changed = Buffer.from(records.replace("/file-41.ts", "/file-42.ts"));
  await page
    .getByLabel("Choose files")
    .setInputFiles({ name: "s.jsonl", mimeType: "text/plain", buffer: changed });
  await expect(result.locator("[data-finding=BROKEN_LINK]")).toContainText("at record 42");
});

test("without script: sessions, records page by page, filters, one record with its proof", async ({
  browser,
  baseURL,
}) => {
  const log = await logOf(baseURL, 230);
  const page = await withoutScript(browser, baseURL, log);
  await page.goto("/audit");
  await page.getByRole("link", { name: "load" }).click();
  await expect(page.getByRole("list", { name: "Integrity" })).toContainText("as the server says");
  const table = page.getByRole("region", { name: "Records" }).getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(101);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(table.getByRole("row").nth(1)).toContainText("100");
  await page.getByLabel("Text").fill("file-207.ts");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("link", { name: "207" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Record 207, fs.write");
  await page.getByText("hashes on the path").click();
  await expect(page.getByRole("region", { name: "Proof" }).getByRole("listitem").first()).toContainText(
    /^[\w+/]{43}=$/,
  );
  await page.goto(`${log.href}&look=server`);
  await expect(page.getByText(/The server last looked at .*: OK/)).toBeAttached();
  await page.context().close();
});

test("a long list scrolls to any record, and the address keeps the place", async ({
  page,
  context,
  baseURL,
}) => {
  const size = isLong ? 100_000 : 20_000;
  const log = await logOf(baseURL, size);
  await enter(context, baseURL, log);
  await page.goto(log.href);
  await expect(finding(page)).toContainText("records are as they were signed");
  await grid(page).evaluate((list) => {
    list.scrollTop = list.scrollHeight / 2;
  });
  const middle = grid(page).locator(`[data-seq="${size / 2 + 5}"]`);
  await expect(middle).toContainText("/workspace/src/");
  await expect(page).toHaveURL(new RegExp(`at=${size / 2}`));
  expect(await grid(page).getByRole("row").count()).toBeLessThan(80);
  await page.reload();
  await expect(middle).toContainText("/workspace/src/");
  await grid(page).focus();
  await page.keyboard.press("End");
  await expect(grid(page).locator(`[data-seq="${size - 1}"]`)).toContainText("fs.");
});

test("a row that somebody edited in the database is named in front of the reader", async ({
  page,
  context,
  browser,
}) => {
  await withDataFolder(async (folder) => {
    const server = await startServer({ DATA_DIR: folder });
    try {
      const log = await logOf(server.url, 100);
      await editRow(folder, 41);
      await enter(context, server.url, log);
      await page.goto(server.url + log.href);
      await expect(finding(page).locator("[data-finding=BROKEN_LINK]")).toContainText(
        "This log is broken at record 42",
      );
      await expect(grid(page).locator('[data-seq="42"]')).toContainText("broken");
      await expectAccessible(page);

      const plain = await withoutScript(browser, server.url, log);
      await plain.goto(`${log.href}&look=server`);
      await expect(plain.getByText(/The server found this log broken/)).toBeVisible();
      await plain.context().close();
    } finally {
      await server.stop();
    }
  });
});

/** With plain SQLite, by somebody who takes the guards of the table away first. */
async function editRow(folder: string, seq: number): Promise<void> {
  const database = openFile(folder);
  try {
    const triggers = await database.execute(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_records'",
    );
    expect(triggers.rows.length).toBeGreaterThan(0);
    for (const { name } of triggers.rows) await database.execute(`DROP TRIGGER "${name}"`);
    const changed = await database.execute({
      sql: "UPDATE audit_records SET line = replace(line, '/workspace/src/', '/workspace/etc/') WHERE seq = ?",
      args: [seq],
    });
    expect(changed.rowsAffected).toBe(1);
  } finally {
    database.close();
  }
}
