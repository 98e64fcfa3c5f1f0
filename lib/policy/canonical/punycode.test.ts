import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTruePunycode } from "./punycode";

describe("isTruePunycode", () => {
  it.each([
    "example.com",
    "a--b.example",
    "a.xn--bcher-kva.example",
    "xn--ls8h.la",
    "xn--nxasmq6b",
    "xn--n3h",
  ])("takes %s", (host) => expect(isTruePunycode(host)).toBe(true));

  it.each([
    ["nothing", "xn--"],
    ["no number that ends", "xn--a"],
    ["a figure that is none", "xn--a_b-_"],
    ["a letter that there is not", "xn--a-999999999"],
    ["a number without an end", `xn--${"9".repeat(59)}`],
    ["a name that is plain", "xn--example-"],
    ["a capital, which is written small", "xn--bcher-2pa"],
    ["a letter that is exchanged for another", "xn--a-voa"],
    ["a letter in two pieces", "xn--e-xbb"],
    ["a sign with a slash in it", "xn--z1g"],
    ["half of a surrogate pair", "xn--a-rc4g"],
    ["a good label beside a bad one", "xn--bcher-kva.xn--a.example"],
  ])("refuses %s", (_, host) => expect(isTruePunycode(host)).toBe(false));

  it("takes what IDNA makes of a name, and is total", () => {
    let made = 0;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), (text) => {
        let host: string;
        try {
          host = new URL(`http://${text}.example/`).hostname;
        } catch {
          return;
        }
        // Where every engine has decoded and encoded it: names that were ASCII before stand as they are in some.
        if (!host.includes("xn--") || /^[\0-\x7f]*$/.test(text)) return;
        made += 1;
        expect(isTruePunycode(host)).toBe(true);
      }),
    );
    expect(made).toBeGreaterThan(0);
    const digits = fc.string({
      unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-"),
      maxLength: 60,
    });
    fc.assert(fc.property(digits, (text) => typeof isTruePunycode(`xn--${text}`) === "boolean"));
  });
});
