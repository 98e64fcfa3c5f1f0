/** One verdict on a signature in every realm: the browser and Node, the platform and JavaScript. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { serve } from "../bench/browser/serve";
import { ed25519Verifier } from "../lib/audit/note/keys";
import { ODD_MESSAGE, oddSignatures } from "../lib/audit/note/testing/odd-signatures";
import type { Ed25519Api } from "./support/ed25519-page";
import { expect, test } from "./support/test";

declare const ed25519Api: Ed25519Api;

let url = "";
let close = async () => {};
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./support/ed25519-page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  const script = outputFiles[0]?.text ?? "";
  ({ url, close } = await serve({
    script,
    input: null,
    assets: {},
    heapBytes: async () => 0,
    onAnswer: () => {},
  }));
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
