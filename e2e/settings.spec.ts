/** The settings of a log, by an owner with a script and without one, and by somebody who is none. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { cosigner, formatVkey, keyOfSeed, parseNote, signNote } from "../lib/audit/note";
import { expectAccessible } from "./support/axe";
import { createLog } from "./support/pages";
import { expect, test } from "./support/test";

/** Signs whatever it is asked to: what is tried here is the page. */
async function startWitness() {
  const signer = cosigner("witness.test", keyOfSeed(new Uint8Array(32).fill(77)), () => 1_800_000_000);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const parsed = parseNote(Buffer.from(body.slice(body.indexOf("\n\n") + 2)));
    if (!parsed.ok) return response.writeHead(400).end();
    const { text } = parsed.value;
    response.end((await signNote(text, [signer])).slice(text.length + 1));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vkey: formatVkey(signer.vkey),
    stop: () => server.close(),
  };
}

const section = (page: Page, name: string) => page.getByRole("region", { name });

async function openSettings(page: Page): Promise<string> {
  await createLog(page);
  await page.goto("/audit");
  await page.getByRole("link", { name: "Settings of the log" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings of the log" })).toBeVisible();
  return /\/settings\/([^/]+)\/log/.exec(page.url())?.[1] ?? "";
}

test("without a script a log is opened, witnessed and closed again by plain forms", async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  const witness = await startWitness();
  try {
    const id = await openSettings(page);
    const checkpoint = () => page.request.get(`/log/${id}/checkpoint`);
    expect((await checkpoint()).status()).toBe(404);
    const open = section(page, "A log that others can read");
    await expect(open).toContainText("Private.");
    await open.getByRole("checkbox", { name: "I know that what was public stays known" }).check();
    await open.getByRole("button", { name: "Make the log public" }).click();
    await expect(open).toContainText("The log is public now.");
    await expect(open).toContainText(`/log/${id}/`);
    expect(await (await checkpoint()).text()).toContain(`/w/${id}\n`);

    const others = section(page, "Outside witnesses");
    await others.getByLabel(/^Address of the witness/).fill("https://10.0.0.1/");
    await others.getByLabel("Key of the witness").fill(witness.vkey);
    await others.getByRole("button", { name: "Add the witness" }).click();
    await expect(others).toContainText("not a public one");
    // Nobody types a key twice.
    await expect(others.getByLabel("Key of the witness")).toHaveValue(witness.vkey);
    await others.getByLabel(/^Address of the witness/).fill(witness.url);
    await others.getByRole("button", { name: "Add the witness" }).click();
    await expect(others.getByRole("listitem")).toContainText("witness.test");
    await expect(async () => {
      await page.reload();
      await expect(others.getByRole("listitem")).toContainText("has signed all", { timeout: 500 });
    }).toPass();
    await expect(others).toContainText("Witnessed by 1 of 1");
    await others.getByLabel(/^How many of 1/).fill("1");
    await others.getByRole("button", { name: "Set the quorum" }).click();
    await expect(others).toContainText("The quorum was set.");
    expect(await (await checkpoint()).text()).toContain("— witness.test ");
    await others.getByRole("button", { name: "Remove witness.test" }).click();
    await expect(others).toContainText("Not witnessed: there is no witness.");

    await open.getByRole("button", { name: "Make the log private" }).click();
    await expect(open).toContainText("Private.");
    expect((await checkpoint()).status()).toBe(404);
  } finally {
    witness.stop();
    await context.close();
  }
});

test("every key is there to be copied, and the page is whole for everybody", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const id = await openSettings(page);
  const keys = section(page, "Keys of this server");
  await expect(keys.getByRole("listitem")).toHaveCount(2);
  await keys.getByRole("button", { name: "Copy the key that signs the log of this workspace" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(new RegExp(`/w/${id}\\+[0-9a-f]{8}\\+`));
  await expect(keys).toContainText(copied);
  await page.goto(`/settings/${id}/log?fault=url-scheme#witnesses`);
  await expect(page).toHaveTitle(/^Not changed: /);
  await expectAccessible(page);
  // The browser itself keeps a form back that says nothing.
  await page.getByRole("button", { name: "Make the log public" }).click();
  await expect(page).not.toHaveURL(/done=/);
});

test("somebody else finds no settings, and no form of theirs is taken", async ({
  page,
  browser,
  baseURL,
}) => {
  const id = await openSettings(page);
  const stranger = await browser.newContext({ baseURL: baseURL ?? "" });
  const other = await stranger.newPage();
  await createLog(other);
  const answer = await other.goto(`/settings/${id}/log`);
  expect(answer?.status()).toBe(404);
  const send = (headers: Record<string, string>, from = other) =>
    from.request.post(`/settings/${id}/log/change`, { form: { do: "show", known: "yes" }, headers });
  expect((await send({ Origin: baseURL ?? "" })).status()).toBe(404);
  // The owner's own browser, sent by a page of another site.
  expect((await send({ Origin: "https://evil.example" }, page)).status()).toBe(403);
  expect((await page.request.get(`/log/${id}/checkpoint`)).status()).toBe(404);
  await stranger.close();
});
