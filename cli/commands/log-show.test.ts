import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newSessionId, Recorder } from "../../lib/audit/recorder";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { recordSession, SAMPLE } from "../testing/recorded-session";
import { folderWith, runAegis, startAegis } from "../testing/run-aegis";

test("a line a record, with denials marked by more than colour", async () => {
  const { folder, log } = await recordSession();
  const { code, stdout, stderr } = await runAegis(["log", "show", log], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^ {5}3 {2}2026-01-01T00:00:04\.000Z {2}✗ deny {4,}fs\.write +\/etc\/passwd {2}filesystem\.deny\[0\] \(line 7\)$/m,
  );
  expect(stdout).toMatch(/exec\.spawn +=cmd "a b" {2}exec\.allow\[0\]$/m);
  expect(stdout).toMatch(/\n\n8 of 8 records, 2 denied\.\n$/);
});

test.each<[string[], number[]]>([
  [
    ["--verdict", "deny"],
    [3, 4],
  ],
  [
    ["--verdict", "deny", "--verdict", "allow"],
    [1, 3, 4, 5],
  ],
  [
    ["-t", "fs"],
    [1, 2, 3],
  ],
  [
    ["-t", "fs.read"],
    [1, 2],
  ],
  [["-t", "fs.w"], []],
  [
    ["-t", "net", "-t", "session"],
    [0, 4, 7],
  ],
  [
    ["-s", "2-4"],
    [2, 3, 4],
  ],
  [
    ["-s", "0-1"],
    [0, 1],
  ],
  [
    ["-s", "6-"],
    [6, 7],
  ],
  [["-s", "5"], [5]],
])("filtered by %j", async (options, seqs) => {
  const { folder, log, records } = await recordSession();
  const { stdout } = await runAegis(["log", "show", ...options, "-f", "jsonl", log], { cwd: folder });
  expect(stdout).toBe(seqs.map((seq) => `${records[seq]}\n`).join(""));
});

test("for programs: the exact lines, an array, a table, events", async () => {
  const { folder, log, records } = await recordSession();
  const show = async (format: string) =>
    (await runAegis(["log", "show", "-f", format, log], { cwd: folder })).stdout;
  expect(await show("jsonl")).toBe(`${records.join("\n")}\n`);
  expect(JSON.parse(await show("json"))).toEqual(records.map((record) => JSON.parse(record)));
  const rows = (await show("csv")).trimEnd().split("\r\n");
  expect(rows).toHaveLength(9);
  expect(rows[6]).toContain(`,exec.spawn,allow,"'=cmd ""a b""",`);
  const events = (await show("cloudevents")).trimEnd().split("\n");
  expect(events.map((line) => JSON.parse(line).id)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  const none = await runAegis(["log", "show", "-f", "json", "-s", "99", log], { cwd: folder });
  expect(JSON.parse(none.stdout)).toEqual([]);
});

test("a line that is no record is shown as that, and is exit code 1", async () => {
  const { folder, records } = await recordSession();
  await writeFile(join(folder, "bad.jsonl"), `${records[0]}\n\x1b[2J{"a": 1}\n${records[1]}\n`);
  const text = await runAegis(["log", "show", "bad.jsonl"], { cwd: folder });
  expect(text.code).toBe(1);
  expect(text.stdout).toMatch(/^line 2 is no record \(PARSE\): .+\.$/m);
  expect(text.stdout).toMatch(/\n2 of 2 records, 0 denied\. One line is no record\.\n$/);
  expect(text.stdout).not.toContain("\x1b");
  const lines = await runAegis(["log", "show", "-f", "jsonl", "bad.jsonl"], { cwd: folder });
  expect([lines.code, lines.stdout]).toEqual([1, `${records[0]}\n${records[1]}\n`]);
  expect(lines.stderr).toMatch(/^line 2 is no record/);
});

test("what an agent wrote cannot act on the terminal", async () => {
  const path = "/workspace/\x1b[2J\u202ex\n✗";
  const entries = [
    { type: "fs.read", data: { code: "DENIED_BY_DEFAULT", request: { path }, verdict: "deny" } },
  ] as const;
  const { folder, log } = await recordSession({ entries });
  const { stdout } = await runAegis(["log", "show", log], { cwd: folder });
  expect(stdout).toContain("/workspace/\\u001b[2J\\u202ex\\u000a✗");
});

test("from standard input, and from a bundle of each kind", async () => {
  const { folder, log, records } = await recordSession();
  const expected = `${records.join("\n")}\n`;
  const run = (...args: string[]) => runAegis(["log", ...args], { cwd: folder });
  await run("export", "-o", "b.zip", log);
  await run("export", "-f", "folder", "-o", "b", log);
  for (const name of [log, "b.zip", "b"])
    expect((await run("show", "-f", "jsonl", name)).stdout).toBe(expected);
  const piped = await runAegis(["log", "show", "-f", "jsonl", "-"], { input: expected });
  expect(piped.stdout).toBe(expected);
});

describe("followed", () => {
  const SLOW = 60_000;

  test("a log is shown while it is written, until the session is closed", { timeout: SLOW }, async () => {
    const folder = await folderWith({});
    const path = join(folder, "running.jsonl");
    const journal = await openFileJournal(path);
    const hash = "a".repeat(64);
    const recorder = await Recorder.open({
      ...{
        journal,
        hasher: nodeHasher(),
        clock: Date.now,
        sid: newSessionId(Date.now),
        host: "audit.example",
      },
      data: {
        build_sha256: hash,
        driver: { name: "node", version: "1.0.0" },
        policy_sha256: hash,
        spec_sha256: hash,
      },
    });
    const { printed, ended } = startAegis(["log", "show", "--follow", "-f", "jsonl", path]);
    await printed('"type":"session.open"');
    for (const entry of SAMPLE) {
      const { seq } = await recorder.append(entry);
      await printed(`"seq":${seq},`);
    }
    await recorder.close({ key: "destroy" });
    await journal.close();
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(await readFile(path, "utf8"));
  });

  test("Ctrl-C ends it as the end of a log does", { timeout: SLOW }, async () => {
    const { folder, log, records } = await recordSession({ isClosed: false });
    await appendFile(join(folder, log), '{"data":{"torn":');
    const { child, printed, ended } = startAegis(["log", "show", "--follow", "-t", "session", log], {
      cwd: folder,
    });
    await printed("session.open");
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`\\n1 of ${records.length} records, 0 denied\\.\n$`));
  });

  test("a log that is closed is shown, and not waited for", async () => {
    const { folder, log } = await recordSession();
    const [shown, followed] = await Promise.all([
      runAegis(["log", "show", log], { cwd: folder }),
      runAegis(["log", "show", "--follow", log], { cwd: folder }),
    ]);
    expect(followed).toEqual(shown);
  });

  test.each<[string[], string]>([
    [
      ["-f", "csv", "session.jsonl"],
      "--follow shows lines as they come, and csv has none; take text or jsonl.",
    ],
    [
      ["-"],
      "--follow is for a file of JSON lines: a bundle does not grow, and standard input is shown as it comes.",
    ],
  ])("%j", async (args, message) => {
    const { folder } = await recordSession();
    expect(await runAegis(["log", "show", "--follow", ...args], { cwd: folder, input: "{}\n" })).toEqual({
      code: 2,
      stdout: "",
      stderr: `aegis: ${message}\n`,
    });
  });
});

test.each<[string[], string]>([
  [["log", "show", "nowhere"], "nowhere cannot be read: there is no such file; check the path."],
  [["log", "show", "-s", "9-2", "x"], "--seq 9-2 is no range; write 7, 7-20 or 7-."],
  [["log", "show", "-s", "-", "x"], "--seq - is no range; write 7, 7-20 or 7-."],
  [["log", "show", "--verdict", "dney", "x"], '--verdict does not know "dney"; did you mean deny?'],
  [["log", "shwo", "x"], "There is no command log shwo; did you mean log show?"],
])("%j", async (args, message) => {
  expect(await runAegis(args)).toEqual({ code: 2, stdout: "", stderr: `aegis: ${message}\n` });
});

test("aegis log tells which commands there are", async () => {
  const help = await runAegis(["log", "--help"]);
  expect(help.code).toBe(0);
  for (const name of ["show", "verify", "export", "prove", "checkpoint"])
    expect(help.stdout).toContain(`  log ${name} `);
  expect(await runAegis(["help", "log"])).toEqual(help);
  expect(await runAegis(["log"])).toEqual({ code: 2, stdout: "", stderr: help.stdout });
  const verify = await runAegis(["log", "verify", "--help"]);
  expect(verify.stdout).toMatch(/^Check that a log is what was recorded/);
  expect(await runAegis(["help", "log", "verify"])).toEqual(verify);
});
