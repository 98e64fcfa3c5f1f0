import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startModule, tempFolder } from "../testing/launcher";
import { withLock } from "./lock.mjs";

/** Holds the lock for `ms`, and writes when it had it into a file of its own. */
function hold(folder: string, name: string, ms: number) {
  const body = `
    import { writeFileSync } from "node:fs";
    await module.withLock(${JSON.stringify(join(folder, "lock"))}, async () => {
      const from = Date.now();
      writeFileSync(${JSON.stringify(join(folder, `${name}.held`))}, "");
      await new Promise((resolve) => setTimeout(resolve, ${ms}));
      writeFileSync(${JSON.stringify(join(folder, `${name}.json`))}, JSON.stringify({ from, to: Date.now() }));
    });`;
  return startModule("scripts/lib/lock.mjs", body);
}

async function appears(path: string): Promise<void> {
  for (const limit = Date.now() + 100_000; Date.now() < limit; await sleep(5)) {
    try {
      readFileSync(path);
      return;
    } catch {
      // not yet
    }
  }
  throw new Error(`${path} did not appear`);
}

test("of eight processes at once, one at a time has it, and all get it", async () => {
  const folder = tempFolder();
  const names = Array.from({ length: 8 }, (_, index) => `p${index}`);
  const ended = await Promise.all(names.map((name) => hold(folder, name, 30).ended));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    names.map(() => ({ code: 0, stderr: "" })),
  );
  const times = names.map((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
  times.sort((a, b) => a.from - b.from);
  for (const [index, time] of times.entries())
    if (index > 0) expect(time.from).toBeGreaterThanOrEqual(times[index - 1].to);
});

test("a holder that was killed is superseded, by exactly one of those who wait", async () => {
  const folder = tempFolder();
  const killed = hold(folder, "killed", 60_000);
  await appears(join(folder, "killed.held"));
  const waiting = ["a", "b", "c"].map((name) => hold(folder, name, 50).ended);
  await sleep(300);
  expect(readdirSync(folder).filter((name) => name.endsWith(".held"))).toEqual(["killed.held"]);
  process.kill(killed.pid, "SIGKILL");
  await Promise.all(waiting);
  const times = ["a", "b", "c"].map((name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")));
  times.sort((a, b) => a.from - b.from);
  for (const [index, time] of times.entries())
    if (index > 0) expect(time.from).toBeGreaterThanOrEqual(times[index - 1].to);
});

test("a process of the holder keeps the lock when the holder itself is gone", async () => {
  const folder = tempFolder();
  const child = startModule(
    "scripts/lib/lock.mjs",
    "await new Promise((resolve) => setTimeout(resolve, 60_000));",
  );
  const lock = join(folder, "lock");
  const body = `await module.withLock(${JSON.stringify(lock)}, async (addChild) => {
    addChild(${child.pid});
    process.kill(process.pid, "SIGKILL");
  });`;
  expect((await startModule("scripts/lib/lock.mjs", body).ended).signal).toBe("SIGKILL");

  const waitedFor: number[] = [];
  const acquired = withLock(
    lock,
    async () => "ours",
    (pid) => waitedFor.push(pid),
  );
  await expect.poll(() => waitedFor).toEqual([child.pid]);
  process.kill(child.pid, "SIGKILL");
  expect(await acquired).toBe("ours");
});

test("the pid of a dead holder that somebody else has now is not the holder", async () => {
  const lock = join(tempFolder(), "lock");
  mkdirSync(lock);
  writeFileSync(join(lock, "7"), JSON.stringify({ members: [{ pid: process.pid, birth: "long ago" }] }));
  expect(await withLock(lock, async () => "ours")).toBe("ours");
  expect(readdirSync(lock)).toEqual(["8"]);
});

test.each(["", "{", '{"members":7}'])("a ticket that holds %j holds nobody up", async (text) => {
  const lock = join(tempFolder(), "lock");
  mkdirSync(lock);
  writeFileSync(join(lock, "3"), text);
  expect(await withLock(lock, async () => "ours")).toBe("ours");
});

test("work that fails lets go of the lock", async () => {
  const lock = join(tempFolder(), "lock");
  await expect(withLock(lock, () => Promise.reject(new Error("planted")))).rejects.toThrow("planted");
  expect(await withLock(lock, async () => "ours")).toBe("ours");
});
