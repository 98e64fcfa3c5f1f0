import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtFolder, frontServer, isBehind } from "../testing/front-server";
import { tempInstance } from "../testing/temp-instance";
import { partsFront } from "./front";

const INSIDE = readFileSync("lib/runtime/.bundle/inside.js");
const BR = { "accept-encoding": "br" };

async function served(publicUrl?: string) {
  const { env } = await tempInstance();
  const root = builtFolder({ "inside.js": INSIDE });
  const front = await partsFront(root, { ...env, ...(publicUrl !== undefined && { publicUrl }) });
  return (await frontServer(front)).ask;
}

test("a part is sent as it was compressed, with the headers of its address, and not again to whoever has it", async () => {
  const ask = await served();
  const { status, headers, body } = await ask("/cell/inside.js", BR);
  expect(status).toBe(200);
  expect(brotliDecompressSync(body).equals(INSIDE)).toBe(true);
  expect(headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "content-encoding": "br",
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    vary: "Accept-Encoding",
  });
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["x-request-id"]).toMatch(/^rq_/);
  const tag = headers.etag ?? "";
  const again = await ask("/cell/inside.js", { ...BR, "if-none-match": tag });
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tag]);
  // Its tag in the other form is that of other bytes.
  const other = await ask("/cell/inside.js", { ...BR, "if-none-match": tag.replace(".br", "") });
  expect(other.status).toBe(200);
});

test("all else is left to who is behind: other forms, other hosts, parts that were not compressed, other names", async () => {
  const ask = await served("https://aegis.example");
  const host = { host: "aegis.example" };
  expect(isBehind(await ask("/cell/inside.js", { ...BR, ...host }))).toBe(false);
  expect(isBehind(await ask("/cell/inside.js", { ...BR, host: "evil.example" }))).toBe(true);
  expect(isBehind(await ask("/cell/inside.js", { "accept-encoding": "gzip", ...host }))).toBe(true);
  expect(isBehind(await ask("/cell/inside.js", { ...BR, ...host }, "POST"))).toBe(true);
  for (const path of [
    "/cell/guest.js",
    "/cell/",
    "/cell/inside.js?x",
    "/cell/../cell/inside.js",
    "/cell/stamp.json",
  ])
    expect(isBehind(await ask(path, { ...BR, ...host })), path).toBe(true);
});
