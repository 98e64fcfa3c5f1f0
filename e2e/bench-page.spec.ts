/** The runner that benchmarks use to run in a page: it really is a page of ours, and nothing that fails goes unseen. */
import { writeFile } from "node:fs/promises";
import { runInPage } from "../bench/browser/run-in-page";
import { expect, test } from "./support/test";

const PROBE = new URL("../bench/browser/testing/probe.ts", import.meta.url);
/** A module whose one function adds two integers. */
const ADDER = "AGFzbQEAAAABBwFgAn9/AX8DAgEABwcBA2FkZAAACgkBBwAgACABags=";

test("runs a module under the policy of our pages, with its input, its assets and its heap", async () => {
  const file = test.info().outputPath("adder.wasm");
  await writeFile(file, Buffer.from(ADDER, "base64"));
  const assets = { "adder.wasm": file };
  const answer = await runInPage<Record<string, unknown>>(PROBE, { input: { path: "/a/b" }, assets });
  expect(answer).toMatchObject({ verdict: "allow", isIsolated: true, sum: 5, kept: 2 });
  // Three million bytes in a buffer, and half a million numbers of eight bytes.
  expect(answer.grown).toBeGreaterThan(6.5e6);
  expect(answer.grown).toBeLessThan(9e6);
});

test("fails with what the page says, and never waits for one that says nothing", async () => {
  await expect(runInPage(PROBE, { input: { path: "/a", eval: true } })).rejects.toThrow(/unsafe-eval/);
  await expect(runInPage(PROBE, { input: { path: "/a" } })).rejects.toThrow("there is no asset adder.wasm");
  const silent = new URL("../bench/browser/testing/silent.ts", import.meta.url);
  await expect(runInPage(silent, { limitMs: 500 })).rejects.toThrow("said nothing for 500 ms");
});

test("lets nothing of Node into a page but what is said to be unused", async () => {
  const module = new URL("../bench/browser/testing/uses-node.ts", import.meta.url);
  await expect(runInPage(module)).rejects.toThrow("uses-node.ts asks for node:fs, which no page has");
  expect(await runInPage(module, { emptyBuiltins: ["fs"] })).toBe("undefined");
});
