import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { NextRequest } from "next/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { bytesAsAccess, CSV_COLUMNS, openBundle, openZip } from "@/lib/audit/bundle";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";
import { startAnonymousSession } from "../../../auth/sessions";
import { auditBodies, auditSessions } from "../../../db/schema";
import { join, logOf, NOON, TEST_KEY } from "../../../testing/people";
import { tempFolder } from "../../../testing/temp-database";
import { sharedInstance } from "../../testing/shared-instance";
import { intruder, type Stored, storedSession } from "../../testing/stored";
import { answerEntries, answerExport } from "./answers";

/** What is refused is told in the log of the server; here only the answers matter. */
beforeEach(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));

/** A server with the session, and somebody who may look at it, with nothing but a cookie. */
async function served(stored: Stored) {
  const { database, workspaceId, sid } = stored;
  sharedInstance(database);
  const viewer = await database.write((tx) => startAnonymousSession(tx, TEST_KEY, new Date()));
  await join(database, workspaceId, viewer.actor, "viewer");
  const ask = (path: string, cookie = `aegis-session=${viewer.token}`) =>
    new NextRequest(`http://localhost:3000/audit/${sid}/${path}`, { headers: { cookie } });
  return {
    ...{ stored, ask, token: viewer.token },
    entries: (query = "") => answerEntries(ask(`entries.jsonl${query}`), sid),
    file: (format: string) => answerExport(ask(`export?format=${format}`), sid),
  };
}
const session = async (size = 600) => served(await storedSession({ size, batch: 100, isClosed: true }));
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const linesOf = ({ recorded }: Stored) => recorded.batches.flatMap(({ records }) => records);

const COMMAND = joinPath(import.meta.dirname, "../../../../cli/aegis.mjs");

/** The command as people run it, on the file as they got it, with the keys that the server publishes. */
async function verifyBy(keys: readonly string[], bundle: Uint8Array) {
  const folder = await tempFolder();
  const file = joinPath(folder, "session.zip");
  await writeFile(file, bundle);
  const args = ["log", "verify", ...keys.flatMap((key) => ["--key", key]), "--format", "json", file];
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, XDG_STATE_HOME: folder },
  });
  let told = "";
  child.stdout.on("data", (chunk: Buffer) => {
    told += String(chunk);
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, report: JSON.parse(told) };
}
async function keysOf({ database, workspaceId }: Stored): Promise<string[]> {
  const log = await logOf(database);
  return [...log.cosigners, ...log.workspaceVkeys(workspaceId)];
}

describe("an export", () => {
  test("as a bundle has all that it takes to verify it elsewhere, and verifies there", async () => {
    const { stored, file } = await session();
    const [row] = await stored.database.read.select({ id: auditSessions.id }).from(auditSessions);
    const kept = { sha256: "d".repeat(64), salt: Buffer.alloc(16, 1), body: Buffer.from("what was asked") };
    await stored.database.write((tx) =>
      tx
        .insert(auditBodies)
        .values({ sessionId: row?.id ?? 0, keptAt: NOON, ...kept })
        .execute(),
    );
    const answer = await file("bundle");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${stored.sid}.zip"`,
      "cache-control": "private, no-store",
    });
    const zip = await bytesOf(answer);
    const archive = await openZip(bytesAsAccess(zip));
    if (!archive.ok) throw new Error(archive.why);
    expect(archive.value.files.map(({ name }) => name)).toEqual([
      ...["README.txt", "session.checkpoint", "session.tlog-proof", "policy.tlog-policy", "entries.jsonl"],
      `bodies/${kept.sha256}`,
    ]);
    const bundle = await openBundle(archive.value);
    if (!bundle.ok) throw new Error(bundle.why);
    expect(await bundle.value.body(kept.sha256)).toMatchObject({
      ok: true,
      value: new Uint8Array([...kept.salt, ...kept.body]),
    });
    expect(fromUtf8(bundle.value.policy ?? utf8(""))).toContain("witness cosigner localhost/cosigner+");
    expect(await bytesOf(await file("bundle"))).toEqual(zip);
  });

  test("is found valid by the command, countersigned and anchored", async () => {
    const { stored, file } = await session();
    const { code, report } = await verifyBy(await keysOf(stored), await bytesOf(await file("bundle")));
    expect(report).toMatchObject({
      verdict: "OK",
      covered: 600,
      vouchedBy: "cosigner",
      states: {
        countersigned: { size: 600, by: [{ name: "localhost/cosigner" }] },
        anchored: { size: 600, origin: `localhost/w/${stored.workspaceId}`, index: 5, treeSize: 6 },
      },
    });
    expect(code).toBe(0);
  });

  test("is found valid by the very command that it comes with", async () => {
    const { file } = await session(20);
    const zip = await bytesOf(await file("bundle"));
    const archive = await openZip(bytesAsAccess(zip));
    const readme = archive.ok ? archive.value.files.find(({ name }) => name === "README.txt") : undefined;
    if (!archive.ok || !readme) throw new Error("no README");
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.value.read(readme)) pieces.push(piece);
    const command = /npx aegis log verify (.+) BUNDLE/.exec(Buffer.concat(pieces).toString())?.[1] ?? "";
    const keys = [...command.matchAll(/--key '([^']+)'/g)].map(([, key = ""]) => key);
    expect((await verifyBy(keys, zip)).report).toMatchObject({ verdict: "OK", vouchedBy: "caller" });
  });

  test("as lines is what was sent, to the byte", async () => {
    const { stored, file, entries } = await session(1_203);
    const wanted = `${linesOf(stored).join("\n")}\n`;
    expect(await (await entries()).text()).toBe(wanted);
    expect(await (await file("jsonl")).text()).toBe(wanted);
  });

  test("as a table and as events has a row for each record", async () => {
    const { stored, file } = await session(40);
    const csv = (await (await file("csv")).text()).split("\r\n");
    expect(csv[0]).toBe(CSV_COLUMNS.join(","));
    expect(csv).toHaveLength(42);
    const events = (await (await file("cloudevents")).text()).trimEnd().split("\n");
    expect(events).toHaveLength(40);
    expect(JSON.parse(events[7] ?? "")).toMatchObject({
      id: "7",
      source: `https://localhost/s/${stored.sid}`,
      data: { verdict: "deny" },
    });
  });

  test("is made as it is read, and ends when nobody reads on", async () => {
    const { stored, entries } = await session(5_000);
    const select = vi.spyOn(stored.database.read, "select");
    const reader = (await entries()).body?.getReader();
    await reader?.read();
    const before = select.mock.calls.length;
    await reader?.cancel();
    await new Promise((resolve) => setImmediate(resolve));
    expect(select.mock.calls.length - before).toBeLessThanOrEqual(4);
  });
});

describe("an export is refused", () => {
  test("to everybody but members, as if there were no such session", async () => {
    const { stored, ask, token } = await session(10);
    const { sid } = stored;
    const other = await stored.database.write((tx) => startAnonymousSession(tx, TEST_KEY, new Date()));
    const codeOf = async (answer: Promise<Response>) => {
      const { status, headers } = await answer;
      expect(headers.get("cache-control")).toBe("no-store");
      return [status, (await (await answer).json()).error.code];
    };
    const asOther = (path: string) => ask(path, `aegis-session=${other.token}`);
    expect(await codeOf(answerEntries(ask("entries.jsonl", ""), sid))).toEqual([401, "NO_SESSION"]);
    expect(await codeOf(answerEntries(asOther("entries.jsonl"), sid))).toEqual([404, "NOT_FOUND"]);
    expect(await codeOf(answerExport(asOther(`export?w=${stored.workspaceId}`), sid))).toEqual([
      404,
      "NOT_FOUND",
    ]);
    const mine = (path: string, name: string) => answerExport(ask(path, `aegis-session=${token}`), name);
    expect(await codeOf(mine("export", "../../etc/passwd"))).toEqual([404, "NOT_FOUND"]);
    expect(await codeOf(mine("export?w=ws_other", sid))).toEqual([404, "NOT_FOUND"]);
    expect(await codeOf(mine("export?format=toString", sid))).toEqual([400, "BAD_REQUEST"]);
  });
});

describe("what somebody changed in the database", () => {
  test.each([
    [
      "a record",
      "UPDATE audit_records SET line = replace(line, 'file-77.', 'file-78.') WHERE seq = 77",
      "BROKEN_LINK",
      78,
    ],
    ["a record that is gone", "DELETE FROM audit_records WHERE seq = 77", "GAP", 77],
    ["an end that was cut off", "DELETE FROM audit_records WHERE seq > 590", "MISSING_ENTRIES", undefined],
    [
      "a record behind the end",
      "INSERT INTO audit_records SELECT session_id, 600, type, verdict, line FROM audit_records WHERE seq = 599",
      ...["GAP", 600],
    ],
    [
      "bytes that are no text",
      "UPDATE audit_records SET line = CAST(x'ff' AS TEXT) WHERE seq = 3",
      "PARSE",
      3,
    ],
    [
      "the note",
      "UPDATE audit_checkpoints SET note = replace(note, char(10) || '600', char(10) || '599')",
      "BAD_SIGNATURE",
      undefined,
    ],
    [
      "the last checkpoint, gone",
      "DELETE FROM audit_checkpoints WHERE size = 600",
      "UNANCHORED_TAIL",
      undefined,
    ],
    [
      "a leaf in the log of the workspace",
      "UPDATE audit_leaves SET text = replace(text, '600', '599') WHERE leaf = 5",
      ...["UNKNOWN_KEY", undefined],
    ],
    ["the row of the session", "UPDATE audit_sessions SET root = zeroblob(32)", "UNANCHORED_TAIL", undefined],
  ] as const)("%s: the command names it on the export", async (_what, sql, code, seq) => {
    const { stored, file } = await session();
    const client = await intruder(stored);
    await client.execute(sql);
    const outcome = await verifyBy(await keysOf(stored), await bytesOf(await file("bundle")));
    expect(outcome.report).toMatchObject({ verdict: code, summary: { sid: stored.sid } });
    expect(outcome.code).toBeGreaterThan(0);
    if (seq !== undefined) expect(outcome.report.faults[0].place).toMatchObject({ in: "record", seq });
  });

  test("does not end a table: what is no record has a row in words, and those behind it theirs", async () => {
    const { stored, file } = await session();
    const client = await intruder(stored);
    await client.execute("UPDATE audit_records SET line = CAST(x'ff' AS TEXT) WHERE seq = 3");
    await client.execute("UPDATE audit_records SET line = hex(zeroblob(100000)) WHERE seq = 500");
    const rows = (await (await file("csv")).text()).trimEnd().split("\r\n");
    expect(rows).toHaveLength(502);
    expect(rows[4]).toMatch(/^,,,,,PARSE,.*Line 4 is no record: /);
    expect(rows[5]).toMatch(/^4,/);
    expect(rows[500]).toMatch(/^499,/);
    expect(rows[501]).toMatch(/After line 500 there is one longer than .* The table ends here\./);
  });

  test("gets no new signature: neither of the cosigner nor of the workspace's log", async () => {
    const { stored, file } = await session();
    const client = await intruder(stored);
    await client.execute("UPDATE audit_leaves SET text = replace(text, '600', '599') WHERE leaf = 5");
    const archive = await openZip(bytesAsAccess(await bytesOf(await file("bundle"))));
    const bundle = archive.ok && (await openBundle(archive.value));
    if (bundle === false || !bundle.ok) throw new Error("no bundle");
    expect(bundle.value.proof).toBeUndefined();
    expect(fromUtf8(bundle.value.checkpoint ?? utf8(""))).not.toContain("localhost/cosigner");
  });
});
