import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatPrivateKey, generateSeedKey } from "../../lib/audit/note";
import { recordSession } from "../testing/recorded-session";
import { runAegis } from "../testing/run-aegis";

async function session() {
  const recorded = await recordSession();
  const run = (...args: string[]) => runAegis(["log", "checkpoint", ...args], { cwd: recorded.folder });
  const put = (name: string, text: string) => writeFile(join(recorded.folder, name), text);
  return { ...recorded, run, put };
}

test("the one that is kept with the log", async () => {
  const { run, folder, log, receipt } = await session();
  const expected = await readFile(join(folder, receipt), "utf8");
  expect(await run(log)).toEqual({ code: 0, stdout: expected, stderr: "" });
  await runAegis(["log", "export", "-o", "b.zip", log], { cwd: folder });
  expect((await run("b.zip")).stdout).toBe(expected);
});

test("a new one, by the key of the session, is the one that the session would sign", async () => {
  const { run, put, folder, log, receipt, vkey, records } = await session();
  const { code, stdout } = await run("--sign", `${log}.key`, log);
  expect(code).toBe(0);
  const signed = await readFile(join(folder, receipt), "utf8");
  expect(signed.startsWith(stdout)).toBe(true);
  // Over a part of the log it is another one, and that part is then covered.
  await put("part.jsonl", `${records.slice(0, 4).join("\n")}\n`);
  await put("part.checkpoint", (await run("--sign", `${log}.key`, "part.jsonl")).stdout);
  const verified = await runAegis(
    ["log", "verify", "--allow-incomplete", "-k", vkey, "-c", "part.checkpoint", "part.jsonl"],
    { cwd: folder },
  );
  expect(verified.code).toBe(0);
});

test("is not made over records that do not follow each other, nor by another key", async () => {
  const { run, put, log, records } = await session();
  await put("gap.jsonl", `${records.filter((_, i) => i !== 2).join("\n")}\n`);
  const gap = await run("--sign", `${log}.key`, "gap.jsonl");
  expect([gap.code, gap.stdout]).toEqual([1, ""]);
  expect(gap.stderr).toMatch(/^GAP: .+ Nothing was signed\.\n$/);
  const secret = formatPrivateKey("audit.example/s/other", 1, generateSeedKey());
  await put("other.key", `${secret}\n`);
  const other = await run("--sign", "other.key", log);
  expect([other.code, other.stderr]).toEqual([2, "aegis: other.key is not the key of this session.\n"]);
  await put("no.key", "my password is hunter2\n");
  const none = await run("--sign", "no.key", log);
  expect([none.code, none.stderr]).toEqual([2, "aegis: no.key is no key that can sign here.\n"]);
});

test("what one says, and who signed it", async () => {
  const { run, receipt, known, vkey, sid } = await session();
  const { code, stdout } = await run("--inspect", "-k", known, receipt);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`^log +audit\\.example/s/${sid}\\nrecords +8\\nroot +[0-9a-f]{64}\\n`));
  expect(stdout).toMatch(/^signed by +audit\.example\/s\/.+: not verified$/m);
  expect(stdout).toMatch(
    /^signed by +audit\.example\/cosigner \(key [0-9a-f]{8}, cosigned at 2026-01-01T00:01:00Z\): verified$/m,
  );
  expect((await run("--inspect", "-k", known, "-k", vkey, receipt)).stdout).not.toContain("not verified");
});

test("a signature that does not verify is told, with exit code 1", async () => {
  const { run, put, folder, receipt, known } = await session();
  const note = await readFile(join(folder, receipt), "utf8");
  await put("changed.txt", note.replace("\n8\n", "\n7\n"));
  const { code, stdout, stderr } = await run("--inspect", "-k", known, "changed.txt");
  expect(code).toBe(1);
  expect(stdout).not.toContain(": verified");
  expect(stderr).toMatch(/does not verify/);
});

test("a log without one says how to get one", async () => {
  const { run, put, records } = await session();
  await put("bare.jsonl", `${records.join("\n")}\n`);
  const { code, stderr } = await run("bare.jsonl");
  expect([code, stderr]).toEqual([
    2,
    "aegis: There is no checkpoint with the log; --sign KEYFILE makes one.\n",
  ]);
});
