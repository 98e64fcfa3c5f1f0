/** What a browser is told about every answer of the server, read from the answers themselves. */
import { request as rawRequest } from "node:http";
import type { Page } from "@playwright/test";
import { ROUTES, type Route } from "./routes";
import { addressesOf } from "./support/pages";
import { directivesOf } from "./support/policy";
import { expect, test } from "./support/test";

/** The only routes that are isolated from other origins, and the only ones where style may be written inline. */
const ISOLATED = new Set(["/check", "/w/[workspace]/full-node"]);
const WITH_EDITOR = new Set(["/w/[workspace]", "/w/[workspace]/full-node"]);
/** The only one that may hold a frame which is not ours. */
const WITH_VENDOR = new Set(["/w/[workspace]/full-node"]);

interface Answer {
  readonly status: () => number;
  readonly headers: () => Record<string, string>;
}

function expectStrict(answer: Answer): Map<string, string[]> {
  const headers = answer.headers();
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  expect(headers["permissions-policy"]).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
  expect(headers).not.toHaveProperty("x-powered-by");
  expect(headers).not.toHaveProperty("server");
  const policy = directivesOf(headers["content-security-policy"]);
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  for (const sources of policy.values()) {
    expect(sources).not.toContain("'unsafe-eval'");
    expect(sources).not.toContain("*");
  }
  return policy;
}

function nonceOf(policy: Map<string, string[]>): string {
  const script = policy.get("script-src") ?? [];
  expect(script).not.toContain("'unsafe-inline'");
  const nonces = script.filter((source) => source.startsWith("'nonce-"));
  expect(nonces).toHaveLength(1);
  expect(nonces[0]).toMatch(/^'nonce-[A-Za-z0-9+/]{22}=='$/); // 128 bits
  return nonces[0] ?? "";
}

/** Has a policy of its own, stricter than that of pages: `cell.spec.ts`. */
const CELL = "/cell";

for (const route of ROUTES.filter(({ pattern }) => pattern !== CELL)) {
  test(`${route.pattern}: strict headers, with a nonce of its own`, async ({ page }) => {
    for (const url of await addressesOf(page, route)) await expectRouteHeaders(page, route, url);
  });
}

async function expectRouteHeaders(page: Page, route: Route, url: string): Promise<void> {
  const first = await page.request.get(url);
  const second = await page.request.get(url);
  const policy = expectStrict(first);
  const nonce = nonceOf(policy);
  expect(nonceOf(expectStrict(second))).not.toBe(nonce);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(policy.get("style-src")?.includes("'unsafe-inline'")).toBe(WITH_EDITOR.has(route.pattern));

  const frames = policy.get("frame-src")?.filter((source) => source !== "'self'") ?? [];
  expect(frames).toEqual(WITH_VENDOR.has(route.pattern) ? ["https://stackblitz.com"] : []);

  const isolated = ISOLATED.has(route.pattern);
  expect(first.headers()["cross-origin-opener-policy"]).toBe(isolated ? "same-origin" : undefined);
  expect(first.headers()["cross-origin-embedder-policy"]).toBe(isolated ? "require-corp" : undefined);
  if (route.kind === "page") expect(first.status(), url).toBe(200);
}

test("every script of a page carries the nonce of its answer", async ({ page }) => {
  const answer = await page.request.get("/");
  const nonce = nonceOf(expectStrict(answer)).slice("'nonce-".length, -1);
  const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(1);
  for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
});

test("an address that does not exist", async ({ page }) => {
  const answer = await page.request.get("/no-such-page");
  expect(answer.status()).toBe(404);
  nonceOf(expectStrict(answer));
});

const PROCEDURE = "/api/trpc/no.such";

test("a procedure that does not exist", async ({ page }) => {
  const answer = await page.request.get(PROCEDURE);
  expect(answer.status()).toBe(404);
  expectStrict(answer);
});

test("what is sent to a procedure, which never comes to Next", async ({ page }) => {
  const [first, second] = [
    await page.request.post(PROCEDURE, { data: {} }),
    await page.request.post(PROCEDURE, { data: {} }),
  ];
  expect(first.status()).toBe(404);
  expect(nonceOf(expectStrict(second))).not.toBe(nonceOf(expectStrict(first)));
  expect(second.headers()["x-request-id"]).not.toBe(first.headers()["x-request-id"]);
});

test("a static file, which is the same for everybody", async ({ page }) => {
  const path = /\/_next\/static\/[\w./~-]+\.js/.exec(await (await page.request.get("/")).text())?.[0] ?? "";
  expect(path).not.toBe("");
  const answer = await page.request.get(path);
  expect(answer.status()).toBe(200);
  const policy = expectStrict(answer);
  expect(policy.get("script-src")).not.toContain("'unsafe-inline'");
  expect(answer.headers()["cache-control"]).toContain("immutable");
  expect(answer.headers()).not.toHaveProperty("set-cookie");
});

for (const [method, path] of [
  ["GET", "/"],
  ["POST", PROCEDURE],
] as const) {
  test(`${method} ${path} that names another host is refused, with the same headers`, async ({ baseURL }) => {
    const { hostname, port } = new URL(baseURL ?? "");
    const options = { hostname, port, method, path, headers: { Host: "evil.example" } };
    const answer = await new Promise<Answer>((resolve, reject) => {
      const sent = rawRequest(options, (received) => {
        received.resume();
        const headers = Object.entries(received.headers).map(([name, value]) => [name, String(value)]);
        resolve({ status: () => received.statusCode ?? 0, headers: () => Object.fromEntries(headers) });
      });
      sent.on("error", reject);
      sent.end();
    });
    expect(answer.status()).toBe(421);
    expectStrict(answer);
  });
}
