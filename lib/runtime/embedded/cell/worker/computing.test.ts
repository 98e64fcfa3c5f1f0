/** A guest that has done something and then computes without a pause: no timer of its worker runs, and it may be taken away. */
import { expect, it } from "vitest";
import { RECORDED_SPEC } from "../../../testing/recorded-agent";
import { machinery, openLive, started } from "../testing/worker-session";

it("what it did is with the page before it ends", async () => {
  const open = await openLive(await machinery(), { toml: RECORDED_SPEC, limits: { cpuMs: 1_000 } });
  const agent = 'import fs from "node:fs"; fs.readFileSync("a.txt"); for (;;);';
  await started(open, { "a.txt": "alpha\n", "agent.mjs": agent });
  expect((await open.said.next("end")).end).toEqual({ reason: "cpu", code: 124 });
  const sent = open.said.all("records").map(({ lines }) => new TextDecoder().decode(lines));
  const readAt = sent.findIndex((lines) => lines.includes("a.txt"));
  const exitAt = sent.findIndex((lines) => lines.includes("agent.exit"));
  expect(readAt).toBeGreaterThanOrEqual(0);
  expect(readAt).toBeLessThan(exitAt);
});
