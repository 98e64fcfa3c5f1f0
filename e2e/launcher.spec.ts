/** `npm start` itself: its steps, its port, and how it ends. */
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ROOT } from "../scripts/lib/root.mjs";
import { startServer } from "./support/server";

let dataDir = "";
test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "aegis-launcher-"));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

const buildStamp = () => readFile(join(ROOT, ".next", "aegis-build.json"), "utf8");

test("a second start builds nothing, says each step with its time, and is the same database", async () => {
  const stamp = await buildStamp();
  const first = await startServer({ DATA_DIR: dataDir });
  expect(await first.stop()).toBe(0);
  const second = await startServer({ DATA_DIR: dataDir });
  expect(await second.stop()).toBe(0);
  expect(await buildStamp()).toBe(stamp);
  expect(first.output()).toMatch(/^database +created, \d+ migrations? applied +\d+/m);
  for (const line of [
    /^install +up to date +\d+(\.\d)? m?s$/m,
    /^database +current +\d+(\.\d)? m?s$/m,
    /^build +up to date +\d+(\.\d)? m?s$/m,
    /^serve .* +\d+(\.\d)? m?s$/m,
    /^Aegis is ready at http:\/\/127\.0\.0\.1:\d+ /m,
  ]) {
    expect(second.output()).toMatch(line);
  }
});

test("a port that is taken is passed over, and it says so", async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, "127.0.0.1", () => resolve((holder.address() as AddressInfo).port)),
  );
  try {
    const server = await startServer({ DATA_DIR: dataDir, PORT: String(port) });
    expect(await server.stop()).toBe(0);
    expect(server.output()).toContain(`${port} is taken, trying ${port + 1}`);
    expect(Number(new URL(server.url).port)).toBeGreaterThan(port);
  } finally {
    holder.close();
  }
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends it cleanly, and the port is free again`, async () => {
    const server = await startServer({ DATA_DIR: dataDir });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await server.stop(signal)).toBe(0);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
}

test("npm start ends with npm, and leaves no server behind", async () => {
  const server = await startServer({ DATA_DIR: dataDir }, { command: ["npm", "start"] });
  await server.stop("SIGTERM");
  const state = () =>
    fetch(`${server.url}/healthz`).then(
      ({ status }) => status,
      () => "gone",
    );
  await expect.poll(state).toBe("gone");
});

test("a request that is under way when it is told to end is still answered", async () => {
  const server = await startServer({ DATA_DIR: dataDir });
  const { hostname, port } = new URL(server.url);
  const body = new URLSearchParams({ example: "report-writer" }).toString();
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": body.length,
    Expect: "100-continue",
  };
  const sent = request({ hostname, port, path: "/open", method: "POST", headers, agent: false });
  const answered = once(sent, "response");
  sent.flushHeaders();
  // Only a server that has the request says that it may go on.
  await once(sent, "continue");
  sent.write(body.slice(0, 4));
  const stopped = server.stop();
  await new Promise((resolve) => setTimeout(resolve, 500));
  sent.end(body.slice(4));
  const [answer] = await answered;
  answer.resume();
  expect(answer.statusCode).toBe(303);
  expect(await stopped).toBe(0);
});

test("after SIGKILL the next start is as good as any", async () => {
  const killed = await startServer({ DATA_DIR: dataDir });
  expect(await killed.stop("SIGKILL")).toBeNull();
  const next = await startServer({ DATA_DIR: dataDir });
  expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
  expect(await next.stop()).toBe(0);
});

test("a client that never finishes its request is let go", async () => {
  const { hostname, port } = new URL(process.env.AEGIS_E2E_URL ?? "");
  const socket = connect(Number(port), hostname);
  socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  await new Promise((resolve) => socket.on("close", resolve));
  expect(answer).toContain("408");
});
