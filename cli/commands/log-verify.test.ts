import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toBase64 } from "../../lib/audit/bytes";
import { signNote, writeCheckpoint } from "../../lib/audit/note";
import { proveConsistency } from "../../lib/audit/tree";
import {
  POLICY,
  TestSession,
  WITNESSES,
  WORKSPACE,
  workspaceLog,
} from "../../lib/audit/verify/testing/session";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { type RecordedSession, recordSession } from "../testing/recorded-session";
import { folderWith, runAegis } from "../testing/run-aegis";
import { isSarif } from "../testing/sarif";

async function verify({ folder }: RecordedSession, ...args: string[]) {
  return runAegis(["log", "verify", ...args], { cwd: folder });
}

test("a log with its receipt, by the key of the cosigner: valid, with the four states", async () => {
  const session = await recordSession();
  const { code, stdout, stderr } = await verify(session, "-k", session.known, session.log);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^session\.jsonl: valid \(OK\)\n/);
  expect(stdout).toMatch(/^ {2}recorded {7}8 records, closed, 2026-01-01T00:00:01\.000Z to /m);
  expect(stdout).toMatch(
    /^ {2}countersigned {2}up to 8 records: audit\.example\/cosigner at 2026-01-01T00:01:00Z$/m,
  );
  expect(stdout).toMatch(/^ {2}anchored {7}no: /m);
  expect(stdout).toMatch(/^ {2}witnessed {6}no$/m);
  expect(stdout).toMatch(/^ {2}session key {4}vouched for by a cosigner that you know$/m);
});

test("by the key of the session, and without any key", async () => {
  const session = await recordSession();
  expect((await verify(session, "-k", session.vkey, session.log)).code).toBe(0);
  const { code, stdout } = await verify(session, session.log);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^session\.jsonl: INVALID \(UNKNOWN_KEY\)$/m);
  expect(stdout).toContain(`The log names ${session.vkey}\n`);
});

test("a chain without a checkpoint is unknown, whatever is allowed", async () => {
  const { folder, records, known } = await recordSession();
  const cut = `${records.slice(0, 4).join("\n")}\n`;
  for (const options of [[], ["--allow-incomplete"], ["-k", known]]) {
    const { code, stdout } = await runAegis(["log", "verify", ...options, "-"], { cwd: folder, input: cut });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^<stdin>: incomplete \(unknown\)$/m);
    expect(stdout).toContain("--checkpoint FILE");
  }
});

test("a log that was cut off behind its receipt", async () => {
  const { folder, records, known, receipt } = await recordSession();
  const cut = `${records.slice(0, -1).join("\n")}\n`;
  const { code, stdout } = await runAegis(["log", "verify", "-k", known, "-c", receipt, "-"], {
    cwd: folder,
    input: cut,
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/MISSING_ENTRIES/);
});

test("a session that is still open: incomplete, or allowed", async () => {
  const session = await recordSession({ isClosed: false });
  expect((await verify(session, "-k", session.known, session.log)).code).toBe(3);
  expect((await verify(session, "--allow-incomplete", "-k", session.known, session.log)).code).toBe(0);
});

test("a changed record is named, in every format", async () => {
  const session = await recordSession();
  const { folder, records, known } = session;
  const changed = records.map((record, i) =>
    i === 3 ? record.replace("/etc/passwd", "/etc/passwe") : record,
  );
  await writeFile(join(folder, "changed.jsonl"), `${changed.join("\n")}\n`);
  const run = (format: string) =>
    verify(session, "-k", known, "-c", "receipt.txt", "-f", format, "changed.jsonl");
  const text = await run("text");
  expect(text.code).toBe(1);
  expect(text.stdout).toMatch(/^ {2}BROKEN_LINK in record 4 \(line 5\): .+\.$/m);
  const json = JSON.parse((await run("json")).stdout);
  expect(json).toMatchObject({ ok: false, exit: 1, verdict: "BROKEN_LINK", file: "changed.jsonl" });
  expect(json.faults[0].place).toMatchObject({ in: "record", seq: 4, line: 5 });
  expect((await run("github")).stdout).toMatch(/^::error file=changed\.jsonl,line=5,.*title=BROKEN_LINK::/m);
  const sarif = JSON.parse((await run("sarif")).stdout);
  expect(isSarif(sarif), JSON.stringify(isSarif.errors)).toBe(true);
  expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: "BROKEN_LINK", level: "error" });
  expect((await run("junit")).stdout).toMatch(/failures="1"[\s\S]*type="BROKEN_LINK"/);
});

test("a checkpoint that was seen before: the log must not be shorter", async () => {
  const { folder, records, receipt } = await recordSession();
  const cut = `${records.slice(0, 3).join("\n")}\n`;
  const { code, stdout } = await runAegis(["log", "verify", "--remembered", receipt, "-"], {
    cwd: folder,
    input: cut,
  });
  expect(code).toBe(1);
  expect(stdout).toContain("ROLLBACK");
});

test("a bundle whose body is not what the records name", async () => {
  const session = await recordSession();
  await runAegis(["log", "export", "-f", "folder", "-o", "b", session.log], { cwd: session.folder });
  await mkdir(join(session.folder, "b", "bodies"));
  await writeFile(join(session.folder, "b", "bodies", "a".repeat(64)), "what is this?");
  const { code, stdout } = await verify(session, "-k", session.known, "b");
  expect(code).toBe(1);
  expect(stdout).toContain(`Body ${"a".repeat(64)} is not what its name says.`);
});

test("anchored in a workspace's log and witnessed, by a policy; and that log only grew since", async () => {
  const session = new TestSession(nodeHasher());
  const folder = await folderWith({});
  const put = (name: string, content: Uint8Array | string) => writeFile(join(folder, name), content);
  await put("entries.jsonl", session.lines);
  await put("session.checkpoint", await session.receipt(session.size, WITNESSES.slice(0, 2)));
  await put("session.tlog-proof", await session.proof(session.size));
  const others = await folderWith({});
  await writeFile(join(others, "policy"), POLICY);
  const run = (...args: string[]) =>
    runAegis(["log", "verify", "-p", join(others, "policy"), ...args, folder]);
  const { code, stdout } = await run();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}anchored {7}up to \d+ records, entry 2 of 4 in audit\.example\/w\/demo: /m);
  expect(stdout).toMatch(/^ {2}witnessed {6}up to \d+ records by 2 of 3: w4\.example\/witness at /m);
  expect(stdout).not.toContain("NOT_WITNESSED");

  const leaves = ["of another session\n", session.checkpointText(1)];
  const seen = workspaceLog(session.hasher, leaves).checkpoint;
  await writeFile(join(others, "seen"), await signNote(writeCheckpoint(seen), [WORKSPACE.signer]));
  const all = workspaceLog(session.hasher, [...leaves, session.checkpointText(), "later\n"]).leaves;
  const hashes = proveConsistency(session.hasher, all, 2, 4).map((hash) => `${toBase64(hash)}\n`);
  await writeFile(join(others, "hashes"), hashes.join(""));
  const remembered = ["--remembered", join(others, "seen")];
  expect((await run(...remembered, "--consistency", join(others, "hashes"))).code).toBe(0);
  const without = await run(...remembered);
  expect(without.code).toBe(1);
  expect(without.stdout).toContain("FORK in what was remembered of the workspace");
});

test("what cannot be used is one sentence and exit code 2", async () => {
  const session = await recordSession();
  const { folder, log } = session;
  await writeFile(join(folder, "text.txt"), "hello\n");
  await mkdir(join(folder, "stray"));
  await writeFile(join(folder, "stray", "notes.txt"), "");
  await mkdir(join(folder, "linked"));
  await symlink(join(folder, log), join(folder, "linked", "entries.jsonl"));
  await writeFile(join(folder, "cut.zip"), "PK\u0003\u0004 and then nothing");
  const cases: [string[], RegExp][] = [
    [["-k", "nonsense", log], /^aegis: --key nonsense cannot be used: .+\.\n$/],
    [["-p", "text.txt", log], /^aegis: text\.txt cannot be used: .+\.\n$/],
    [
      ["--remembered", "text.txt", log],
      /^aegis: text\.txt cannot be used: it is no signed checkpoint: .+\.\n$/,
    ],
    [["-c", "nowhere", log], /^aegis: nowhere cannot be read: there is no such file; check the path\.\n$/],
    [["stray"], /^aegis: stray cannot be used: "notes\.txt" is no file of a bundle\.\n$/],
    [["linked"], /^aegis: linked cannot be used: "entries\.jsonl" is a link: .+\.\n$/],
    [["cut.zip"], /^aegis: cut\.zip cannot be used: This is no zip file.+\.\n$/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await verify(session, ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  }
});
