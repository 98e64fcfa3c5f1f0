import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalHost, parseHostPattern } from "./host";

describe("hosts are spelt as the URL parser spells them", () => {
  it.each<[string, string]>([
    ["API.GitHub.com", "api.github.com"],
    ["example.com.", "example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["0x7f.1", "127.0.0.1"],
    ["2130706433", "127.0.0.1"],
    ["[::1]", "[::1]"],
    ["[::ffff:10.0.0.1]", "10.0.0.1"],
    ["a_b.example", "a_b.example"],
    ["[0:0:0:0:0:0:0:1]", "[::1]"],
  ])("%s", (text, host) => {
    expect(canonicalHost(text)).toBe(host);
  });

  it.each([
    "",
    " ",
    "a b",
    "a/b",
    "user@host",
    "host:80",
    "a..b",
    ".",
    "..",
    "a\tb",
    "a\nb",
    "a%2fb",
    "::1",
    "[::1",
    "a#b",
    "=a",
    "a~b",
    "a,b",
    "a?b",
    "a\\b",
    "\ud800",
    "a".repeat(300),
  ])("refuses %j", (text) => {
    expect(canonicalHost(text)).toBeNull();
  });

  it("does it once: a canonical host stays itself", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((ip) => `[${ip}]`),
          fc.string(),
        ),
        (text) => {
          const host = canonicalHost(text);
          if (host !== null) expect(canonicalHost(host)).toBe(host);
        },
      ),
    );
  });
});

describe("patterns of hosts", () => {
  it("are one host, all subdomains of one, or every host", () => {
    expect(parseHostPattern("*")).toEqual({ ok: true, value: { kind: "any" } });
    expect(parseHostPattern("X.example")).toEqual({ ok: true, value: { kind: "exact", host: "x.example" } });
    expect(parseHostPattern("*.X.example")).toEqual({
      ok: true,
      value: { kind: "subdomains", suffix: ".x.example" },
    });
  });

  it.each(["*.1.2.3.4", "*.[::1]", "a*.example", "*.*.example", "**", "*.", "x?.example", "*example.com"])(
    "refuses %s",
    (text) => {
      expect(parseHostPattern(text).ok).toBe(false);
    },
  );
});
