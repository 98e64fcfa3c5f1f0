/** The author's terminal in the workbench: on its screen, as plain output, and against what programs print. */
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { createWorkspace } from "./support/pages";
import { records } from "./support/plain-workbench";
import { expect, test } from "./support/test";

const screen = (page: Page) => page.locator(".xterm-rows");
const state = (page: Page) => page.getByRole("tabpanel", { name: "Terminal" }).getByRole("status");
const file = (page: Page, name: string | RegExp) =>
  page.getByRole("treegrid", { name: "Files" }).getByRole("row", { name }).first();

async function open(page: Page): Promise<string> {
  const id = await createWorkspace(page);
  await page.goto(`/w/${id}`);
  await expect(page.locator(".monaco-editor[data-uri]").first()).toBeVisible();
  return id;
}

async function openTerminal(page: Page, by: "key" | "click" = "key"): Promise<void> {
  if (by === "key") await page.keyboard.press("Control+j");
  else await page.getByRole("tab", { name: "Terminal" }).click();
  await expect(page.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
  await expect(screen(page)).toContainText("/workspace $");
}

async function run(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
}

/** As the browser tells of it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Terminal input" }).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("commands are on the record, complete, come back, stop, and share the files of the editor", async ({
  page,
}) => {
  await open(page);
  await openTerminal(page);
  await expect(state(page)).toHaveText(/^No session/);
  await run(page, "echo hello > note.txt && mkdir made && cd made");
  await expect(state(page)).toHaveText("Session open");
  await expect(screen(page)).toContainText("/workspace/made $");
  await expect(file(page, /note\.txt/)).toBeVisible();

  await page.keyboard.type("cat ../not");
  await page.keyboard.press("Tab");
  await expect(screen(page)).toContainText("cat ../note.txt");
  await page.keyboard.press("Enter");
  await expect(screen(page)).toContainText(/cat \.\.\/note\.txt\s*hello/);

  // What is typed in the editor is there for the next command.
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# mine\n");
  await openTerminal(page);
  await expect(page.getByText(/The policy was edited/)).toBeVisible();
  await run(page, "head -n 1 ../agent.toml");
  await expect(screen(page)).toContainText(/agent\.toml\s*# mine/);

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(screen(page)).toContainText(/\$ cat \.\.\/note\.txt\s*$/);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+r");
  await page.keyboard.type("echo hel");
  await expect(screen(page)).toContainText(/looking for: echo hel\) echo hello > note\.txt/);
  await page.keyboard.press("Control+c");

  await run(page, "sleep 1000");
  await expect(state(page)).toHaveText("Running");
  await page.keyboard.press("Control+c");
  await expect(state(page)).toHaveText("Session open");
  await expect(screen(page)).toContainText("exit 130");

  await page.getByRole("button", { name: /^Show its \d+ records/ }).click();
  await expect(records(page).getByRole("row", { name: /user\.command.*sleep 1000/ })).toBeVisible();
  await page.getByRole("button", { name: "End session" }).click();
  await expect(page.getByText(/Log verified in this page: \d+ records/)).toBeVisible();
  await expect(state(page)).toHaveText(/^No session/);
});

test("a question takes the keyboard from the terminal to its tab, and its answer gives it back", async ({
  page,
}) => {
  await open(page);
  await openTerminal(page);
  await run(page, "node agent.ts");
  const tab = page.getByRole("tab", { name: "Approvals 1" });
  await expect(tab).toBeFocused();
  await page.keyboard.press("Enter"); // what is still typed answers nothing
  await expect(tab).toBeFocused();
  await page.keyboard.press("Tab");
  const approve = page.getByRole("button", { name: "Approve this once" });
  for (let i = 0; i < 5 && !(await approve.evaluate((it) => it === document.activeElement)); i++)
    await page.keyboard.press("Tab");
  await expect(approve).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
  await expect(screen(page)).toContainText("9 orders in the report");
});

test("nothing that is printed acts on the terminal, and nothing that is pasted runs", async ({ page }) => {
  await open(page);
  const title = await page.title();
  await openTerminal(page, "click");
  await run(page, "echo stays");
  await expect(screen(page)).toContainText(/stays\s*stays/);
  const codes = ["]0;owned\\007", "]52;c;b3duZWQ=\\007", "[2J", "[H", "[9A", "[2K", "[8mhidden", "[6n", "c"];
  await run(page, `printf '${codes.map((code) => `\\033${code}`).join("")}-end-\\n'`);
  await expect(screen(page)).toContainText("hidden-end-");
  await expect(screen(page)).toContainText(/stays\s*stays/);
  await expect(screen(page).getByText("hidden").last()).toBeVisible();
  expect(await page.title()).toBe(title);

  await paste(page, "echo one > pasted.txt\r\necho two >> pasted.txt\r\n");
  await expect(screen(page)).toContainText(/echo one > pasted\.txt\s*> echo two >> pasted\.txt/);
  await expect(state(page)).toHaveText("Session open");
  await expect(file(page, /pasted\.txt/)).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(file(page, /pasted\.txt/)).toBeVisible();
  await paste(page, "x\n".repeat(500));
  await expect(screen(page)).toContainText("nothing is run unseen");

  // Escape, then Tab, leaves as it would leave any other field.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Terminal input" })).not.toBeFocused();
});

test("as plain output it is a log and a field, without accessibility faults, and a second tab says why it is not there", async ({
  page,
  context,
}) => {
  const id = await open(page);
  await openTerminal(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Plain output" }).click();
  const field = page.getByRole("textbox", { name: /^Command/ });
  await field.fill("printf '\\033[32mgreen\\033[0m\\n'; nothing");
  await field.press("Enter");
  const log = page.getByRole("log", { name: "Terminal output" });
  await expect(log).toContainText("exit 127");
  await expect(log.getByText("green", { exact: true })).toHaveClass(/text-allow/);
  await field.press("ArrowUp");
  await expect(field).toHaveValue(/^printf/);
  await field.fill("");
  await field.pressSequentially("cat agent.t");
  await field.press("Control+Space");
  await expect(log).toContainText("agent.toml  agent.ts");
  await expectAccessible(page);
  const second = await context.newPage();
  await second.goto(`/w/${id}`);
  await second.getByRole("tab", { name: "Terminal" }).click();
  await expect(second.getByText("The terminal is read-only here")).toBeVisible();
});

test("a run is given words when it starts, and lines while it reads", async ({ page }) => {
  await open(page);
  await page.goto(`${page.url().replace(/#.*/, "")}#agent.ts`);
  await page.getByRole("button", { name: "Plain text" }).first().click();
  await page.getByRole("textbox", { name: "agent.ts, plain text" }).fill(`
    console.log(JSON.stringify(process.argv.slice(2)));
    let all = "";
    for await (const chunk of process.stdin) { all += chunk; console.log("\\u001b[31mread\\u001b[0m " + chunk); }
    console.log("all " + all.length);
  `);
  const words = page.getByRole("textbox", { name: "Arguments of the run" });
  await words.pressSequentially("--name 'a b");
  await expect(page.getByText("The quote ' is not closed.")).toBeVisible();
  await words.fill("--name 'a b'");
  await page.getByRole("button", { name: /^Run/ }).first().click();
  const output = page.getByRole("log", { name: "Output" });
  await expect(output).toContainText('["--name","a b"]');
  const input = page.getByRole("textbox", { name: /^Standard input/ });
  await input.fill("one line");
  await input.press("Enter");
  await expect(output.getByText("read", { exact: true })).toHaveClass(/text-deny/);
  await input.press("Control+d");
  await expect(output).toContainText("all 9");
  const run = page.getByRole("region", { name: "Run", exact: true }).getByRole("status");
  await expect(run).toHaveText("Ended, exit 0");
  await page.reload();
  await expect(words).toHaveValue("--name 'a b'");
});
