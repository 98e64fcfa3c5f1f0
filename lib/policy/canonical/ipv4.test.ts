import { describe, expect, it } from "vitest";
import { formatIpv4, readDottedQuad, readIpv4 } from "./ipv4";

describe("readIpv4", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["127.1", "127.0.0.1"],
    ["2130706433", "127.0.0.1"],
    ["0x7f000001", "127.0.0.1"],
    ["0X7F.1", "127.0.0.1"],
    ["0177.0.0.01", "127.0.0.1"],
    ["017700000001", "127.0.0.1"],
    ["10.1.256", "10.1.1.0"],
    ["0", "0.0.0.0"],
    ["0x", "0.0.0.0"],
    ["4294967295", "255.255.255.255"],
  ])("%s is %s", (text, quad) => {
    const value = readIpv4(text);
    expect(typeof value === "number" ? formatIpv4(value) : value).toBe(quad);
  });

  it.each([
    "4294967296",
    "256.0.0.1",
    "1.2.3.256",
    "1.2.3.4.5",
    "1.2.08",
    "a.1",
    "1..2",
    "0x100000000000000000",
    "1.0xg.1",
  ])("%s is invalid", (text) => expect(readIpv4(text)).toBe("invalid"));

  it.each(["example.com", "a.b1", "1.2.3.4.example.com", "0xg", "", "1.2.3.x"])("%j is a name", (text) =>
    expect(readIpv4(text)).toBe("name"),
  );

  it("reads as the URL parser does", () => {
    for (const text of [
      "1.2.3",
      "0x1.2",
      "010.0x10.1",
      "99999",
      "1.65536",
      "1.2.65536",
      "0xffffffff",
      "00000000010",
    ]) {
      let expected = "invalid";
      try {
        expected = new URL(`http://${text}/`).hostname;
      } catch {}
      const value = readIpv4(text);
      expect(typeof value === "number" ? formatIpv4(value) : value).toBe(expected);
    }
  });
});

it("takes inside IPv6 only plain dotted quads", () => {
  expect(readDottedQuad("1.2.3.4")).toBe(0x01020304);
  for (const text of ["01.2.3.4", "1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d", "1.2.3.", ""]) {
    expect(readDottedQuad(text)).toBe(-1);
  }
});
