/** Looking back at a run: the files at its records, what was changed, what was open. */
import { expectAccessible } from "./support/axe";
import { approveButton, openPlain, runButton, runState } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const AGENT = `import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
mkdirSync("out", { recursive: true });
writeFileSync("out/report.md", "one\\ntwo\\nthree\\n");
console.log(process.env.LANG ?? "no language");
writeFileSync("out/report.md", "one\\n2\\nthree\\n");
appendFileSync("out/log.txt", "a line\\n");
readFileSync("data/orders.csv", "utf8");
rmSync("out/log.txt");
try {
  mkdirSync("out/final", { recursive: true });
  writeFileSync("out/final/report.md", "final");
} catch {}
`;

test("a run is stepped through: its files, their differences, what waited for a person, the variables", async ({
  page,
}) => {
  await openPlain(page, { "agent.ts": AGENT });
  await runButton(page).click();
  await approveButton(page).click();
  await expect(runState(page)).toHaveText("Ended, exit 0");

  await page.getByRole("tab", { name: "Files then" }).click();
  const files = page.getByRole("region", { name: "Files then" });
  const record = page.getByRole("slider", { name: "Record" });
  await expect(files.getByRole("button", { name: /^out\/final\/report\.md/ })).toBeVisible();
  await record.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("After record 0 of")).toBeVisible();
  await expect(files.getByRole("button", { name: /^agent\.ts/ })).toBeVisible();
  await expect(files.getByRole("button", { name: /report\.md/ })).toBeHidden();
  await expect(page.getByRole("region", { name: "Environment then" })).toContainText("none until then");

  const next = page.getByRole("button", { name: "The next change of files" });
  await next.click();
  await expect(files.getByRole("button", { name: /^out\/report\.md new/ })).toBeVisible();
  const shown = page.getByRole("region", { name: "out/report.md then" });
  await expect(shown).toContainText(/The content matches the digest in record \d+\./);
  await next.click();
  await expect(files.getByRole("button", { name: /^out\/report\.md changed/ })).toBeVisible();
  await expect(shown).toContainText("removed: two");
  await expect(shown).toContainText("added: 2");
  await expectAccessible(page);
  await expect(page.getByRole("region", { name: "Environment then" })).toContainText("LANG");
  await page.getByRole("button", { name: "The change of files before" }).click();
  await expect(files.getByRole("button", { name: /^out\/report\.md new/ })).toBeVisible();
  await page.keyboard.press("j"); // one record on, from any control of the panel
  await expect(shown).toContainText("last changed by");

  await record.focus();
  await page.keyboard.press("End");
  await expect(page.getByText("Nothing was open.")).toBeVisible();
  const open = page.getByRole("region", { name: "Open calls then" });
  await expect(async () => {
    await page.keyboard.press("k");
    await expect(open).toContainText("waits for a person", { timeout: 500 });
  }).toPass();
  await expect(open).toContainText("fs.write /workspace/out/final/report.md");
});
