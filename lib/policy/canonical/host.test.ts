import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalHost, hostInUrl, isAddress } from "./host";
import { Refusal } from "./refusal";

describe("canonicalHost", () => {
  it.each([
    ["example.com", "example.com"],
    ["EXAMPLE.com.", "example.com"],
    ["a_b.example.com", "a_b.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["ｅｘａｍｐｌｅ.com", "example.com"],
    ["127.1", "127.0.0.1"],
    ["0x7f000001", "127.0.0.1"],
    ["0177.0.0.1", "127.0.0.1"],
    ["127.0.0.1.", "127.0.0.1"],
    ["::ffff:7f00:1", "127.0.0.1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["１２７.0.0.1", "127.0.0.1"],
  ])("%s is %s", (raw, host) => expect(canonicalHost(raw)).toBe(host));

  it.each([
    "",
    ".",
    "..",
    "a..b",
    ".a",
    "a.com:80",
    "u@a.com",
    "a.com/x",
    "a b",
    " a.com",
    "a.com\n",
    "a.com\0.b",
    "[::1]",
    "fe80::1%eth0",
    "a%2ecom",
    "a.com#",
    "a.com?",
    "a\\b",
    "*.a.com",
    "1.2.3.4.5",
    "0x.0x.08",
    "256.1.1.1",
    "xn--a",
    "\ud800.com",
    "a".repeat(2000),
    `${"a.".repeat(127)}com`,
  ])("refuses %j", (raw) => expect(canonicalHost(raw)).toBeInstanceOf(Refusal));

  it("is idempotent and total", () => {
    const raw = fc.oneof(fc.string({ unit: "binary" }), fc.domain(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended());
    fc.assert(
      fc.property(raw, (text) => {
        const host = canonicalHost(text);
        if (typeof host === "string") expect(canonicalHost(host)).toBe(host);
      }),
    );
  });
});

it("tells addresses from names, and writes them for URLs", () => {
  expect(["127.0.0.1", "::1", "example.com", "a.b1"].map(isAddress)).toEqual([true, true, false, false]);
  expect([hostInUrl("::1"), hostInUrl("a.com")]).toEqual(["[::1]", "a.com"]);
});
