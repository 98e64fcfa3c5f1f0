import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIpv6, readIpv6 } from "./ipv6";

const canonical = (text: string) => {
  const words = readIpv6(text);
  return words && formatIpv6(words);
};

describe("readIpv6 and formatIpv6", () => {
  // RFC 5952, and RFC 4291 section 2.2 for the notations.
  it.each([
    ["::", "::"],
    ["::1", "::1"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["::ffff:1.2.3.4", "1.2.3.4"],
    ["0:0:0:0:0:ffff:7f00:1", "127.0.0.1"],
    ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
    ["1::", "1::"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ])("%s is %s", (text, expected) => expect(canonical(text)).toBe(expected));

  it.each([
    "",
    ":",
    ":::",
    "1",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "12345::",
    "g::",
    "fe80::1%eth0",
    "[::1]",
    "::1/64",
    "::1.2.3",
    "::1.2.3.256",
    "1.2.3.4::",
    "::01.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "::1 ",
    "::\x11",
    "::-1",
  ])("refuses %j", (text) => expect(readIpv6(text)).toBeNull());

  it("agrees with the URL parser on every address", () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const url = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        const words = readIpv6(text);
        expect(words).toEqual(readIpv6(url));
        expect(canonical(canonical(text)?.includes(".") ? url : String(canonical(text)))).toBe(
          canonical(text),
        );
        if (!canonical(text)?.includes(".")) expect(canonical(text)).toBe(url);
      }),
    );
  });
});
