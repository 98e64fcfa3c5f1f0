/** Choosing full Node for an agent, which cannot be had here: its vendor is not reached. The default sandbox takes over, on the same page. */
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { approveButton } from "./support/plain-workbench";
import { expect, expectFailure, test } from "./support/test";

/** As `BOOT_MS` has it, and what a busy machine adds. */
const BOOT_MS = 60_000;

test("is chosen with all that is to be known, says why it cannot be had, and the agent runs embedded", async ({
  page,
}) => {
  test.setTimeout(3 * BOOT_MS);
  // Nobody there: neither an answer nor a refusal that a page could see.
  await page.route("https://stackblitz.com/**", (route) => route.abort("connectionrefused"));
  expectFailure(/stackblitz\.com/);
  const id = await createWorkspace(page);
  await page.goto(`/w/${id}`);
  const bar = page.getByRole("region", { name: "Run", exact: true });
  await bar.getByRole("button", { name: "The agent runs in: embedded, enforced" }).click();
  const dialog = page.getByRole("dialog", { name: "Where the agent runs" });
  const files = dialog.getByRole("row", { name: /^rules on files/ });
  await expect(files.getByRole("cell")).toHaveText(["enforced", "mediated"]);
  await expectAccessible(page);
  await dialog.getByRole("link", { name: "Run here, advisory" }).click();

  await page.waitForURL(`**/w/${id}/full-node`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(bar.getByRole("button", { name: "The agent runs in: WebContainers, advisory" })).toBeVisible();
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
  await bar.getByRole("button", { name: /^Run/ }).first().click();
  await expect(bar.getByRole("status")).toHaveText(
    /Full Node did not start within 20 seconds.*vendor's servers/,
    {
      timeout: BOOT_MS,
    },
  );

  await bar.getByRole("button", { name: "Run it embedded, enforced" }).click();
  await expect(bar.getByRole("button", { name: "The agent runs in: embedded, enforced" })).toBeVisible();
  await approveButton(page).click();
  await expect(bar.getByRole("status")).toHaveText("Ended, exit 0");
  await expect(page.getByText(/Log verified in this page: \d+ records/)).toBeVisible();
});
