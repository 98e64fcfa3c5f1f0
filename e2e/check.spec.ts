/** The page that tries out what the browser can do. */
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("everything works in this browser, under this server's policy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/check");
  await expect(page.getByRole("status").filter({ hasText: "All 12 work" })).toBeVisible();
  await expect(page.getByText("Checking", { exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report.match(/^works /gm)).toHaveLength(12);
  expect(report).toContain("Mozilla/5.0");
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("status").filter({ hasText: "All 12 work" })).toBeVisible();
});

test("what is missing is named, with what it means", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(WebAssembly, "Suspending");
    Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
  });
  await page.goto("/check");
  await expect(page.getByRole("status").filter({ hasText: "10 of 12 work, 2 do not" })).toBeVisible();
  const row = page.getByRole("row", { name: "Locks between tabs" });
  await expect(row).toContainText("missing");
  await expect(row).toContainText("Two tabs on one workspace can overwrite each other.");
});
