/** A browser that cannot put a machine aside by itself is sent one that can: the same agent, the same records. */
import { bringCellApi } from "./support/bring-cell";
import type { CellApi } from "./support/cell-page";
import { expect, test } from "./support/test";

declare const cellApi: CellApi;

test("the rewritten machine waits for a person inside of a synchronous call", async ({ page }) => {
  await bringCellApi(page);
  const policy = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
approve = ["/workspace/out/final.txt"]
`;
  const agent = `
    print("before");
    for (const name of ["first", "second"]) write("/workspace/out/final.txt", name);
    print("after " + read("/workspace/out/final.txt"));`;
  const files = { "agent.mts": agent, "out/.keep": "" };
  const spec = { policy, files, approve: "later", isRewritten: true } as const;
  const sid = await page.evaluate((spec) => cellApi.open(spec), spec);
  await page.evaluate((sid) => cellApi.start(sid), sid);
  for (const count of [1, 2]) {
    await expect.poll(() => page.evaluate((sid) => cellApi.asked(sid), sid)).toBe(count);
    expect(await page.evaluate((sid) => cellApi.text(sid), sid)).toBe("before\n");
    await page.evaluate((sid) => cellApi.answer(sid, true), sid);
  }
  expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toEqual({ reason: "exit", code: 0 });
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(run).toMatchObject({ text: "before\nafter second\n", verdict: "OK", troubles: [] });
});
