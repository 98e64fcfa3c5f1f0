/** A run in the browser that is recorded, and made again there out of its recording. */
import { RECORDED_AGENT, RECORDED_FILES, RECORDED_SPEC } from "../lib/runtime/testing/recorded-agent";
import { bringCellApi } from "./support/bring-cell";
import { bringScript } from "./support/bring-script";
import type { Recording, ReplayApi } from "./support/replay-page";
import { expect, test } from "./support/test";

declare const replayApi: ReplayApi;

const MIB = 1024 * 1024;
const recordingOf = (agent: string, more: Partial<Recording> = {}): Recording => ({
  policy: RECORDED_SPEC,
  files: { ...RECORDED_FILES, "agent.mjs": agent },
  mostBytes: MIB,
  ...more,
});

test("a run is the same again, to the byte of every record; what is changed is told", async ({ page }) => {
  await bringCellApi(page);
  await bringScript(page, "./replay-page.ts");
  const order = recordingOf(RECORDED_AGENT);
  const run = await page.evaluate((order) => replayApi.record(order), order);
  expect(run).toMatchObject({ end: { reason: "exit", code: 7 }, isWhole: true, troubles: [] });
  const again = await page.evaluate(() => replayApi.replay());
  expect(again).toEqual({
    equal: run.sizes?.records,
    flips: [],
    code: 7,
    isCut: false,
    isOtherBuild: false,
    text: run.text,
    frames: 0,
  });

  // Another policy: each request that it would have decided in another way, where the agent made it.
  const policy = RECORDED_SPEC.replace('deny = ["**/*.key"]', 'deny = ["**/other.mjs"]');
  const flipped = await page.evaluate((policy) => replayApi.replay({ policy, goesOn: true }), policy);
  expect(flipped).toMatchObject({ equal: run.sizes?.records, code: 7 });
  const flips = "flips" in flipped ? flipped.flips : [];
  expect(flips[0]).toMatchObject({
    what: "read /workspace/id.key",
    was: { verdict: "deny", rule: "filesystem.deny[0]" },
    would: { verdict: "allow", rule: "filesystem.read[0]" },
    where: "agent.mjs:12",
  });
  expect(flips.some(({ would, what }) => would.verdict === "deny" && what.includes("other.mjs"))).toBe(true);

  // Another agent: its text is the first thing that is not the same.
  const files = { ...order.files, "agent.mjs": RECORDED_AGENT.replace("a.txt", "b.txt") };
  const changed = await page.evaluate((files) => replayApi.replay({ files }), files);
  expect(changed).toMatchObject({
    text: "",
    difference: { why: expect.stringMatching(/^got a result of record \d+ .* but not the same/) },
  });

  // Another answer, here of the clock: where it led to.
  const late = await page.evaluate(() => replayApi.replay({ from: '"clock":[', to: '"clock":[1,1,' }));
  expect(late).toMatchObject({
    difference: { why: "wrote to stdout as the recording did, but not the same: body differs" },
  });
  const damaged = await page.evaluate(() => replayApi.replay({ from: '{"in":["start"]', to: "{" }));
  expect(damaged).toMatchObject({
    fault: "CellFault: The recording cannot be used: it is damaged, or of something else.",
    frames: 0,
  });
});

test("a recording ends where its run is taken away, and is let go where it grows too large", async ({
  page,
}) => {
  await bringCellApi(page);
  await bringScript(page, "./replay-page.ts");
  const stopped = await page.evaluate(
    (order) => replayApi.record(order),
    recordingOf('console.log("begins", Math.random()); for (;;);', { stopAt: "begins" }),
  );
  expect(stopped).toMatchObject({ end: { reason: "stopped" }, isWhole: false });
  // What it loops in now nobody has to wait for: it is stopped as the other was.
  const large = await page.evaluate(
    (order) => replayApi.record(order),
    recordingOf('for (let i = 0; i < 2000; i++) console.log("line", i, Date.now());', { mostBytes: 20_000 }),
  );
  expect(large).toMatchObject({
    end: { reason: "exit", code: 0 },
    isWhole: "There is no recording of this run: it grew beyond 0 MiB.",
    troubles: [],
  });
});
