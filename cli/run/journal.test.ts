/** What the next run does with the logs of those before it: of one that runs, was killed, was damaged, never began. */
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Recorder } from "../../lib/audit/recorder";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { folderWith } from "../testing/run-aegis";
import { closeAbandoned, openJournal } from "./journal";

const SID = "0198c0de-0000-7000-8000-000000000001";
const DRAFT = ".aegis-0198c0de-0000-4000-8000-000000000001.tmp";

/** A session that wrote into a folder of the workspace, and has no result of it yet. */
async function killedRun(path: string, target = "/workspace/out/a") {
  const journal = await openFileJournal(path);
  const sha = "0".repeat(64);
  const recorder = await Recorder.open({
    journal,
    hasher: nodeHasher(),
    clock: Date.now,
    sid: SID,
    host: "local",
    data: {
      agent: "x",
      build_sha256: sha,
      driver: { name: "embedded", version: "1" },
      policy_sha256: sha,
      spec_sha256: sha,
    },
  });
  const write = (to: string) =>
    recorder.appendSoon({
      type: "fs.write",
      data: { code: "ALLOWED", verdict: "allow", request: { path: to } },
    });
  const done = write("/workspace/done/b");
  recorder.appendSoon({ type: "fs.write.result", data: { of: done, status: "ok" } });
  write(target);
  await recorder.flush();
  return journal;
}

async function workspace() {
  const folder = await folderWith({
    [`out/${DRAFT}`]: "half",
    "out/a": "before",
    [`done/${DRAFT}`]: "of another",
  });
  const sessions = join(folder, "sessions");
  await mkdir(sessions);
  return { folder, sessions, log: join(sessions, "a.jsonl") };
}

describe("the log of a run that was killed", () => {
  test("is closed as interrupted, once, and what it had half written goes", async () => {
    const { folder, sessions, log } = await workspace();
    await (await killedRun(log)).close();
    expect(await closeAbandoned(sessions, folder)).toEqual([{ path: log }]);
    expect((await readFile(log, "utf8")).trimEnd().split("\n").at(-1)).toContain('"status":"interrupted"');
    expect(await readdir(join(folder, "out"))).toEqual(["a"]);
    expect(await readdir(join(folder, "done"))).toEqual([DRAFT]);
    expect((await readdir(sessions)).sort()).toEqual(["a.jsonl", "a.jsonl.state"]);
    expect(await closeAbandoned(sessions, folder)).toEqual([]);
  });

  test("leads to no folder outside of the workspace", async () => {
    const { folder, sessions, log } = await workspace();
    const outside = await folderWith({ [DRAFT]: "mine" });
    await symlink(outside, join(folder, "link"));
    await (await killedRun(log, "/workspace/link/a")).close();
    await (await killedRun(join(sessions, "b.jsonl"), `/tmp/../${outside}/a`)).close();
    await closeAbandoned(sessions, folder);
    expect(await readdir(outside)).toEqual([DRAFT]);
  });

  test("is left alone while it runs, and where it is not what was recorded", async () => {
    const { folder, sessions, log } = await workspace();
    const running = await killedRun(log);
    expect(await closeAbandoned(sessions, folder)).toEqual([]);
    await running.close();
    const text = (await readFile(log, "utf8")).replace("/workspace/done/b", "/workspace/done/c");
    await writeFile(log, text);
    const [swept] = await closeAbandoned(sessions, folder);
    expect(swept).toEqual({ path: log, fault: expect.stringContaining("is not what was recorded") });
    expect(await readFile(log, "utf8")).toBe(text);
  });

  test("that never began is removed, and only that", async () => {
    const { folder, sessions, log } = await workspace();
    for (const name of ["a.jsonl", "a.jsonl.key", "notes.txt"]) await writeFile(join(sessions, name), "");
    expect(await closeAbandoned(sessions, folder)).toEqual([{ path: log }]);
    expect(await readdir(sessions)).toEqual(["notes.txt"]);
    expect(await closeAbandoned(join(folder, "none"), folder)).toEqual([]);
  });

  test("is nothing that a link of the workspace leads to", async () => {
    const { folder } = await workspace();
    const outside = await folderWith({ "sessions/a.jsonl": "", "sessions/a.jsonl.key": "mine" });
    await symlink(outside, join(folder, ".aegis"));
    await symlink(join(outside, "sessions"), join(folder, "linked"));
    for (const name of [".aegis/sessions", "linked"])
      expect(await closeAbandoned(join(folder, name), folder)).toEqual([]);
    expect((await readdir(join(outside, "sessions"))).sort()).toEqual(["a.jsonl", "a.jsonl.key"]);
  });
});

test("a log that is there is never written over: it is closed, and kept", async () => {
  const { folder, log } = await workspace();
  await (await killedRun(log)).close();
  await expect(openJournal(log, folder)).rejects.toThrow("holds the log of an earlier run, which is kept");
  const text = await readFile(log, "utf8");
  expect(text).toContain('"status":"interrupted"');
  await expect(openJournal(log, folder)).rejects.toThrow("is kept");
  expect(await readFile(log, "utf8")).toBe(text);
  const fresh = await openJournal(join(folder, "new.jsonl"), folder);
  await expect(openJournal(join(folder, "new.jsonl"), folder)).rejects.toThrow("is writing this log");
  await fresh.close();
});
