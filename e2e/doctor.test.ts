/** `aegis doctor` as a process of its own, against the procedures of a server over real HTTP and a real database. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { folderWith, runAegis } from "../cli/testing/run-aegis";
import { operatorKey } from "../lib/operator";
import { sharedInstance, TEST_SECRET } from "../server/audit/testing/shared-instance";
import { intruder, storedSession } from "../server/audit/testing/stored";
import { deriveKey } from "../server/secrets";
import { handleTrpc } from "../server/trpc/endpoint";

async function served() {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const stored = await storedSession({ size: 30, batch: 10 });
  const instance = sharedInstance(stored.database);
  await instance.log();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", async () => {
      const headers = new Headers(incoming.headers as Record<string, string>);
      const url = `http://${incoming.headers.host}${incoming.url}`;
      const answer = await handleTrpc(
        new NextRequest(url, { method: "POST", headers, body: Buffer.concat(chunks) }),
      );
      outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const doctor = (...args: string[]) =>
    runAegis(["doctor", "--url", url, ...args], { env: { AEGIS_SECRET: TEST_SECRET } });
  return { ...instance, ...stored, url, doctor };
}

describe("aegis doctor", () => {
  test("says that all is well", async () => {
    const { doctor, url, checks } = await served();
    checks.start();
    await expect.poll(() => checks.progress().state).toBe("done");
    const { code, stdout } = await doctor();
    expect(stdout).toContain(url);
    expect(stdout).toContain("1 workspace, 1 session");
    expect(stdout).toContain("1 of 1 session since the start, done");
    expect(stdout).toContain("Every stored log that was looked at is what was signed.");
    expect(code).toBe(0);
    const json = await doctor("--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, findings: [], host: "localhost", sessions: 1 });
  });

  test("names workspace, session, record and code of what was changed, and how the process ends says it too", async () => {
    const { doctor, workspaceId, sid, ...stored } = await served();
    const client = await intruder(stored);
    await client.execute("UPDATE audit_records SET line = replace(line, 'file-7.', 'file-8.') WHERE seq = 7");
    const { code, stdout } = await doctor("--full");
    expect(stdout).toContain(`BROKEN_LINK  ${workspaceId}, session ${sid}, record 8: `);
    expect(stdout).toContain("nothing of this is signed any more");
    expect(code).toBe(1);
    const json = await doctor("--format", "json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      findings: [{ workspaceId, sid, seq: 8, code: "BROKEN_LINK" }],
    });
  });

  test("lets an older database go on, when whoever runs the server says so", async () => {
    const { doctor, workspaceId, checks } = await served();
    checks.signed(workspaceId, { size: 99, root: new Uint8Array(32) });
    const refused = await doctor("--full");
    expect(refused.stdout).toContain(`ROLLBACK  ${workspaceId}: `);
    expect(refused.stdout).toContain("--accept WORKSPACE");
    expect(refused.code).toBe(1);
    expect((await doctor("--accept", workspaceId)).code).toBe(0);
    expect((await doctor("--full")).code).toBe(0);
  });

  test("is told nothing without the secret", async () => {
    const { url } = await served();
    const { code, stdout, stderr } = await runAegis(["doctor", "--url", url], {
      env: { AEGIS_SECRET: "another" },
    });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("does not take this secret");
  });
});

/** Where a server was a moment ago. */
async function emptyPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

test("mistakes and servers that are not there are one sentence", async () => {
  const folder = await folderWith({});
  const nowhere = `http://127.0.0.1:${await emptyPort()}`;
  const env = { AEGIS_SECRET: TEST_SECRET };
  const cases: [string[], Record<string, string>, RegExp][] = [
    [["--url", nowhere], env, /^aegis: No server answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/],
    [["--url", "aegis.example"], env, /is no address of a server/],
    [["--url", "http://aegis.example"], env, /give its https address/],
    [["--url", nowhere], { DATA_DIR: folder }, /cannot be read from .*secret\.key: set DATA_DIR/],
  ];
  for (const [args, given, message] of cases) {
    const { code, stdout, stderr } = await runAegis(["doctor", ...args], { cwd: folder, env: given });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  }
});

test("server and command line derive the same key", () => {
  expect(Buffer.from(operatorKey(TEST_SECRET))).toEqual(deriveKey(TEST_SECRET, "operator"));
});
