/**
 * A run that is ended while its guest waits inside of a call, for a command that has still to sleep: whoever ends it (a person, its
 * time, a replay that knows enough, one that may not go on) waits for none of that.
 */
import { beforeAll, expect, it } from "vitest";
import { RECORDED_SPEC } from "../../../testing/recorded-agent";
import { type Machinery, machinery, openAgain, openLive, pastOf, started } from "../testing/worker-session";

const SPEC = RECORDED_SPEC;
const GOING_ON = "0190f1b2-0000-7000-8000-000000000001";
const FILES = { "a.txt": "alpha\n", "b.txt": "beta\n" };
/** Nobody waits for so long. */
const SLEEPS = `
  import { execSync } from "node:child_process";
  console.log("begins");
  execSync("sleep 100000");
  console.log("never");`;
/** While it is made again, the first sleep is where it is found to have come far enough; the second would be in no recording's power. */
const SLEEPS_TWICE = `
  import fs from "node:fs";
  import { execSync } from "node:child_process";
  fs.readFileSync("a.txt");
  console.log(execSync("cat a.txt; sleep 0.01; cat b.txt; sleep 0.01; cat a.txt", { encoding: "utf8" }));`;

let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
});

async function recorded(agent: string, toml = SPEC) {
  const open = await openLive(parts, { toml }, true);
  const files = { ...FILES, "agent.mjs": agent };
  await started(open, files);
  return { toml, files, open };
}
type Recorded = Awaited<ReturnType<typeof recorded>>;

/** All of it that there is. */
async function whole({ toml, files, open }: Recorded) {
  const { end } = await open.said.next("end");
  const { came } = await open.said.next("taped");
  return { toml, files, end, came, lines: open.lines(), tape: open.said.bytes("tape") };
}
type Whole = Awaited<ReturnType<typeof whole>>;

async function again(run: Whole, until?: number) {
  const open = openAgain(parts, {
    ...run,
    ...(until !== undefined && { until, second: { toml: run.toml, goesOn: false } }),
  });
  await started(open, run.files);
  return (await open.said.next("replayed")).replayed;
}

function firstOf({ lines }: Whole, word: string): number {
  const at = lines.findIndex((line) => Buffer.from(line).includes(word));
  expect(at).toBeGreaterThan(0);
  return at;
}

it("by a person", async () => {
  const { open } = await recorded(SLEEPS);
  await open.said.next("output");
  open.session.take({ kind: "stop" });
  expect((await open.said.next("end")).end).toEqual({ reason: "stopped", code: 130 });
  expect((await open.close?.())?.verdict).toBe("OK");
});

it("by the clock", async () => {
  const toml = SPEC.replace('name = "tested"', 'name = "tested"\nmax_runtime = "1s"');
  const { end } = await whole(await recorded(SLEEPS, toml));
  expect(end).toEqual({ reason: "wall", code: 124 });
});

it("is the same when it is made again", async () => {
  const first = await recorded(SLEEPS);
  await first.open.said.next("output");
  first.open.session.take({ kind: "stop" });
  const run = await whole(first);
  expect(run.came).toBe("whole");
  const { difference, equal, code } = await again(run);
  expect([difference, equal, code]).toEqual([undefined, run.lines.length, 130]);
});

it("by one who has seen enough, at each record of the command", async () => {
  const run = await whole(await recorded(SLEEPS_TWICE));
  expect(run.end).toEqual({ reason: "exit", code: 0 });
  for (let until = firstOf(run, "exec.shell"); until < run.lines.length; until++)
    expect((await again(run, until)).difference, `until ${until}`).toBeUndefined();
});

it("by one who does not let it go on", async () => {
  const run = await whole(await recorded(SLEEPS_TWICE));
  // The recording goes on where the log is said to have ended: between the two sleeps.
  const past = pastOf(parts, run, { steps: 1e6, records: firstOf(run, "/workspace/b.txt") });
  const open = await openLive(parts, { toml: SPEC, sid: GOING_ON, past });
  await started(open, run.files);
  expect((await open.said.next("failed")).what).toBe("past");
  expect((await open.said.next("end")).end.reason).toBe("stopped");
});
