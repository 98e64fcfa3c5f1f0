import { describe, expect, it } from "vitest";
import { hitsEgress, linkEgress, urlSegments } from "./egress";

const target = (
  method: string | null,
  scheme: string | null,
  port: number,
  path: string | null,
  ambiguous: string | null = null,
) => ({
  method,
  scheme,
  port,
  path: path === null ? null : { path, ambiguous },
  segments: path === null ? [] : urlSegments({ path, ambiguous }),
});
const hits = (pattern: string, ...rest: [ReturnType<typeof target>, boolean]) => {
  const egress = linkEgress(pattern);
  if (typeof egress === "string") throw new Error(egress);
  return hitsEgress(egress, ...rest);
};

describe("egress patterns", () => {
  it.each<[string, ReturnType<typeof target>, boolean]>([
    ["https://a.test", target("GET", "https", 443, "/x"), true],
    ["https://a.test", target("GET", "http", 443, "/x"), false],
    ["https://a.test", target("GET", "https", 8443, "/x"), false],
    ["https://a.test:8443", target("GET", "https", 8443, "/"), true],
    ["GET,HEAD https://a.test", target("HEAD", "https", 443, "/"), true],
    ["GET,HEAD https://a.test", target("POST", "https", 443, "/"), false],
    ["https://a.test/", target("GET", "https", 443, "/"), true],
    ["https://a.test/", target("GET", "https", 443, "/x"), false],
    ["https://a.test/v1/**", target("GET", "https", 443, "/v1"), true],
    ["https://a.test/v1/", target("GET", "https", 443, "/v1"), true],
    ["https://a.test/%61/é", target("GET", "https", 443, "/a/%C3%A9"), true],
    ["https://a.test/*", target("GET", "https", 443, "/a/b"), false],
    ["*", target("GET", "https", 8443, "/x"), true],
    ["*", target("GET", "wss", 443, "/x"), false],
  ])("%s on %j: %s", (pattern, each, expected) => {
    expect(hits(pattern, each, true)).toBe(expected);
    expect(hits(pattern, each, false)).toBe(expected);
  });

  it("reads an ambiguous path against whoever asks", () => {
    const doubtful = target("GET", "https", 443, "/v1/..%2Fx", "it encodes a slash");
    expect([
      hits("https://a.test/v1/**", doubtful, true),
      hits("https://a.test/v9/**", doubtful, false),
    ]).toEqual([false, true]);
    expect(hits("https://a.test", doubtful, true)).toBe(true);
  });

  it("lets a raw connection be granted only whole", () => {
    const raw = target(null, null, 443, null);
    expect([
      hits("https://a.test", raw, true),
      hits("GET https://a.test", raw, true),
      hits("https://a.test/x", raw, true),
    ]).toEqual([true, false, false]);
    expect([
      hits("GET https://a.test", raw, false),
      hits("https://a.test/x", raw, false),
      hits("http://a.test", raw, false),
    ]).toEqual([true, true, false]);
  });

  it.each([
    "",
    "ftp://a",
    "https://a.test/a**",
    "https://a.test/a%2fb",
    "https://a.test//x",
    "https://a,b.test",
  ])("%j cannot be enforced", (pattern) => expect(linkEgress(pattern)).toBeTypeOf("string"));
});
