/** One verdict on a signature in every realm: the browser and Node, the platform and JavaScript. */
import { ed25519Verifier } from "../lib/audit/note/keys";
import { ODD_MESSAGE, oddSignatures } from "../lib/audit/note/testing/odd-signatures";
import type { Ed25519Api } from "./support/ed25519-page";
import { serveScript } from "./support/script-page";
import { expect, test } from "./support/test";

declare const ed25519Api: Ed25519Api;

let url = "";
let close = async () => {};
test.beforeAll(async () => {
  ({ url, close } = await serveScript("./ed25519-page.ts"));
});
test.afterAll(() => close());

test("odd signatures get the same verdict in the browser as in Node", async ({ page }) => {
  const here = await Promise.all(
    oddSignatures().map(({ publicKey, signature }) => ed25519Verifier(publicKey)(ODD_MESSAGE, signature)),
  );
  await page.goto(url);
  const { platform, script, isProbed } = await page.evaluate(() => ed25519Api.verdicts());
  expect(isProbed).toBe(true);
  expect(platform).toEqual(here);
  expect(script).toEqual(here);
  expect(here.filter((verdict) => verdict)).toHaveLength(1);
});

test("a session key of the browser cannot be read, and signs", async ({ page }) => {
  await page.goto(url);
  expect(await page.evaluate(() => ed25519Api.newKey())).toEqual({ extractable: false, signs: true });
});
