/** The first page: what it is, the way in, and what a visit leaves behind. */
import { expect, test } from "./support/test";

test("one click leads from the first page into an editor", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Open the workbench" }).click();
  await expect(page).toHaveURL(/\/w\/ws_/);
  await expect(page.getByRole("treegrid", { name: "Files" })).toBeVisible();
});

test("each example says what it may do and what is refused, and opens", async ({ page }) => {
  await page.goto("/");
  const table = page.getByRole("region", { name: "Examples" }).getByRole("table");
  for (const name of ["Report writer", "Web fetcher", "Help desk", "Hostile agent"]) {
    const row = table.getByRole("row", { name });
    await expect(row.getByText("deny: ").first()).toBeAttached();
    await expect(row.getByRole("button", { name: `Run ${name}` })).toBeVisible();
  }
  await page.getByRole("button", { name: "Run Web fetcher" }).click();
  await expect(page.getByRole("row", { name: "targets.json" })).toBeVisible();
});

test("recent work is empty at first, lists what was opened, and leads back to it", async ({ page }) => {
  await page.goto("/");
  const recent = page.getByRole("region", { name: "Recent work" });
  await expect(recent.getByText("Nothing opened yet")).toBeVisible();
  await page.getByRole("button", { name: "Run Hostile agent" }).click();
  await expect(page).toHaveURL(/\/w\/ws_/);
  const workspace = new URL(page.url()).pathname;

  await page.goto("/");
  await recent.getByRole("link", { name: "hostile" }).click();
  await expect(page).toHaveURL(new RegExp(workspace));
  await page.goto("/");
  await expect(page.getByText("Continues where you were.")).toBeVisible();
  await page.getByRole("button", { name: "Open the workbench" }).click();
  await expect(page).toHaveURL(new RegExp(workspace));
});

test("the policy on the page is the example's own", async ({ page, request }) => {
  await page.goto("/");
  const policy = await (await request.get("/examples/report-writer/agent.toml")).text();
  const line = policy.split("\n").find((text) => text.startsWith("approve ="));
  await expect(page.getByRole("region", { name: "A policy, and what it comes to" })).toContainText(
    line ?? "none",
  );
});

test("opens without any script", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Commands" })).toBeHidden();
  await page.getByRole("button", { name: "Run Report writer" }).click();
  await expect(page).toHaveURL(/\/w\/ws_/);
  await expect(page.getByRole("row", { name: "agent.toml" }).first()).toBeVisible();
  await context.close();
});
