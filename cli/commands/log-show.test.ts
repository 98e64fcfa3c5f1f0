import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordSession } from "../testing/recorded-session";
import { runAegis } from "../testing/run-aegis";

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
