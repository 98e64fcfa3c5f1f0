import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { FILE_HEADERS } from "../http/security-headers";
import { builtFolder, frontServer, isBehind } from "../testing/front-server";
import { staticFront } from "./front";

const SCRIPT = "export const answer = 42;\n".repeat(100);
const STYLE = "a { color: red }\n".repeat(100);

const served = async (files: Readonly<Record<string, string>>) =>
  (await frontServer(await staticFront(builtFolder(files)))).ask;

test("scripts and styles of the build are sent as it compressed them, with the headers of all files", async () => {
  const ask = await served({ ".next/static/chunks/a.js": SCRIPT, ".next/static/chunks/a.css": STYLE });
  for (const [path, type, text] of [
    ["/_next/static/chunks/a.js", "application/javascript; charset=UTF-8", SCRIPT],
    ["/_next/static/chunks/a.css", "text/css; charset=UTF-8", STYLE],
  ] as const) {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(brotliDecompressSync(body).toString()).toBe(text);
    expect(headers).toMatchObject({
      "content-type": type,
      "content-encoding": "br",
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    for (const [name, value] of Object.entries(FILE_HEADERS))
      expect(headers[name.toLowerCase()], name).toBe(value);
  }
});

test("whoever takes no brotli, wants a part or something else than the file is left to who is behind", async () => {
  const ask = await served({ ".next/static/chunks/a.js": SCRIPT });
  const path = "/_next/static/chunks/a.js";
  expect(isBehind(await ask(path))).toBe(false);
  expect(isBehind(await ask(path, {}))).toBe(true);
  expect(isBehind(await ask(path, { "accept-encoding": "gzip" }))).toBe(true);
  expect(isBehind(await ask(path, { "accept-encoding": "br", range: "bytes=0-9" }))).toBe(true);
  expect(isBehind(await ask(path, { "accept-encoding": "br" }, "POST"))).toBe(true);
});

test("no address becomes a path", async () => {
  const ask = await served({
    ".next/static/chunks/a.js": SCRIPT,
    ".next/server/secret.js": SCRIPT,
    ".next/static/chunks/data.json": SCRIPT,
    "secret.js": SCRIPT,
  });
  for (const path of [
    "/_next/static/../server/secret.js",
    "/_next/static/..%2fserver%2fsecret.js",
    "/_next/static/chunks/../../../secret.js",
    "/_next/static/chunks//a.js",
    "/_next/static/chunks/a.js?x",
    "/_next/static/chunks/data.json",
    "/_next/static/chunks/",
    "/_next/static/__proto__",
    "/secret.js",
    "//_next/static/chunks/a.js",
  ])
    expect(isBehind(await ask(path)), path).toBe(true);
});

test("a build that was made without the launcher is left to who is behind", async () => {
  const front = await staticFront(join(tmpdir(), "aegis-there-is-no-build"));
  const asked = { method: "GET", url: "/_next/static/a.js", headers: { "accept-encoding": "br" } };
  expect(front(asked as never, {} as never)).toBeUndefined();
});
