import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EGRESS_PATTERN, parseEgress } from "./egress";

const github = { kind: "exact", host: "api.github.com" };

describe("egress patterns", () => {
  it.each<[string, object]>([
    ["*", { kind: "any" }],
    [
      "https://api.github.com",
      { kind: "url", methods: null, scheme: "https", host: github, port: 443, path: null },
    ],
    [
      "http://API.github.com.",
      { kind: "url", methods: null, scheme: "http", host: github, port: 80, path: null },
    ],
    [
      "https://api.github.com:443/",
      { kind: "url", methods: null, scheme: "https", host: github, port: 443, path: "/" },
    ],
    [
      "GET,HEAD https://*.example.com:8443/v1/**",
      {
        kind: "url",
        methods: ["GET", "HEAD"],
        scheme: "https",
        host: { kind: "subdomains", suffix: ".example.com" },
        port: 8443,
        path: "/v1/**",
      },
    ],
    [
      "https://*",
      { kind: "url", methods: null, scheme: "https", host: { kind: "any" }, port: 443, path: null },
    ],
  ])("%s", (text, value) => {
    expect(parseEgress(text)).toEqual({ ok: true, value });
  });

  it("encodes a path as requests are encoded", () => {
    expect(parseEgress("https://x.example/bücher")).toMatchObject({
      ok: true,
      value: { path: "/b%C3%BCcher" },
    });
  });

  it.each([
    "",
    "**",
    "not-a-url",
    "ftp://x.example",
    "https://",
    "https:///path",
    "https://user@x.example",
    "https://user:pw@x.example",
    "https://x.example:0",
    "https://x.example:99999",
    "https://x.example:",
    "https://x.example:*",
    "https://x.example/a#b",
    "https://x.example/a b",
    "https://x.example/a\\b",
    "https://x.example/../a",
    "https://x.example?q=1",
    "HTTPS://x.example",
    "FETCH https://x.example",
    "GET, HEAD https://x.example",
    "GET  https://x.example",
    " https://x.example",
    "https://x.example/[a",
    "https://x.example/\ud800",
  ])("refuses %j", (text) => {
    expect(parseEgress(text).ok).toBe(false);
  });

  it.each([
    ["api.github.com/v1", "https://api.github.com/v1"],
    ["GET api.github.com", "GET https://api.github.com"],
    ["get https://x.example", "GET https://x.example"],
  ])("knows what %s means", (text, replacement) => {
    expect(parseEgress(text)).toMatchObject({ ok: false, replacement });
    expect(parseEgress(replacement).ok).toBe(true);
  });

  it("is total, and its pattern accepts all that it accepts", () => {
    const near = fc
      .tuple(
        fc.constantFrom("", "GET ", "GET,PUT ", "get ", "X "),
        fc.constantFrom("https://", "http://", "ftp://", ""),
        fc.oneof(fc.domain(), fc.constantFrom("*", "*.x.example", "[::1]", "")),
        fc.constantFrom("", ":1", ":99999", ":x"),
        fc.oneof(fc.constantFrom("", "/", "/**", "/a/{b,c}", "/[a-z]*"), fc.webPath()),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: "binary" })), (text) => {
        const result = parseEgress(text);
        if (result.ok) expect(text).toMatch(new RegExp(EGRESS_PATTERN));
        else expect(result.message).toMatch(/\.$/);
      }),
      { numRuns: 500 },
    );
  });
});
