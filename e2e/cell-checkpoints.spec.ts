/** Moments of a run in the browser to which its files go back: taken, listed, gone back to by hand and by a trigger. */
import { bringCellApi } from "./support/bring-cell";
import type { CellApi } from "./support/cell-page";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

const POLICY = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
deny = ["**/*.key"]
[checkpoint]
before_high_risk = true
rollback_triggers = ["deny_violation_count > 2"]
`;
const FILES = { "a.txt": "alpha", "b.txt": "beta", "id.key": "secret" };

for (const how of ["started by the page", "started in the terminal"] as const) {
  test(`are taken before what cannot be undone, and each can be gone back to: ${how}`, async ({ page }) => {
    await bringCellApi(page);
    const agent = `
      import fs from "node:fs";
      fs.writeFileSync("a.txt", "changed"); fs.unlinkSync("a.txt"); fs.unlinkSync("b.txt"); fs.writeFileSync("c.txt", "late");`;
    const spec = {
      policy: POLICY,
      files: { ...FILES, "agent.mts": agent },
      isWhole: true,
      hasTerminal: true,
    };
    const sid = await page.evaluate((spec) => cellApi.open(spec), spec);
    const files = () => page.evaluate((sid) => cellApi.files(sid), sid);
    const rollback = (id: string) =>
      page.evaluate(([sid, id]) => cellApi.rollback(sid, id), [sid, id] as const);
    if (how === "started by the page") {
      await page.evaluate((sid) => cellApi.start(sid), sid);
      expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toEqual({ reason: "exit", code: 0 });
    } else {
      const ended = await page.evaluate((sid) => cellApi.line(sid, "node agent.mts"), sid);
      expect(ended).toEqual({ text: "", reason: "exit", code: 0 });
    }
    expect(Object.keys(await files()).sort()).toEqual(["agent.mts", "c.txt", "id.key"]);

    const list = await page.evaluate((sid) => cellApi.checkpoints(sid), sid);
    expect(list.map(({ takenBy }) => takenBy)).toEqual(["interval", "before_risk", "before_risk"]);
    expect(await rollback("cp_0000000000000000")).toBe(false);
    expect(await rollback(list[2]?.id ?? "")).toBe(true);
    expect(await files()).toMatchObject({ "b.txt": expect.anything() });
    expect(Object.keys(await files())).not.toContain("c.txt");
    expect(await rollback(list[1]?.id ?? "")).toBe(true);
    expect(Object.keys(await files()).sort()).toEqual(["a.txt", "agent.mts", "b.txt", "id.key"]);
    // One that is no more: what came after it is undone.
    expect(await rollback(list[0]?.id ?? "")).toBe(true);
    const ends = await page.evaluate((sid) => cellApi.line(sid, "cat a.txt"), sid);
    expect(ends.text).toBe("alpha");

    const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
    expect(run).toMatchObject({ verdict: "OK", troubles: [] });
    const snapshots = run.records.filter(({ type }) => type.startsWith("snapshot."));
    expect(snapshots.map(({ type }) => type)).toEqual([
      ...Array(3).fill("snapshot.take"),
      ...Array(3).fill("snapshot.restore"),
    ]);
  });
}

test("a trigger ends the agent and takes back what it did, and the records say so", async ({ page }) => {
  await bringCellApi(page);
  const agent = `
    import fs from "node:fs";
    fs.writeFileSync("made.txt", "x");
    for (;;) try { fs.readFileSync("id.key") } catch {}`;
  const spec = { policy: POLICY, files: { ...FILES, "agent.mts": agent }, isWhole: true };
  const sid = await page.evaluate((spec) => cellApi.open(spec), spec);
  await page.evaluate((sid) => cellApi.start(sid), sid);
  expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toMatchObject({ reason: "stopped" });
  expect(Object.keys(await page.evaluate((sid) => cellApi.files(sid), sid)).sort()).toEqual([
    "a.txt",
    "agent.mts",
    "b.txt",
    "id.key",
  ]);
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(run.verdict).toBe("OK");
  const types = run.records.map(({ type }) => type);
  expect(types.indexOf("snapshot.restore")).toBeGreaterThan(types.indexOf("agent.exit"));
});
