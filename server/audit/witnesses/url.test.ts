import { describe, expect, test } from "vitest";
import { readWitnessUrl } from "./url";

const REACHES = ["public", "machine", "network"] as const;

test("an https address of a public host, without a slash at its end", () => {
  expect(readWitnessUrl("https://witness.example/", "public")).toEqual({
    ok: true,
    url: "https://witness.example",
  });
  expect(readWitnessUrl("https://Witness.Example:8443/a/b//", "machine")).toEqual({
    ok: true,
    url: "https://witness.example:8443/a/b",
  });
  expect(readWitnessUrl("https://[2606:4700::1]/", "public")).toMatchObject({ ok: true });
});

test("on this machine only where its operator allows that, with and without https", () => {
  for (const url of [
    "http://127.0.0.1:9000",
    "http://localhost:9000/w",
    "http://[::1]:9000",
    "https://localhost",
  ]) {
    expect(readWitnessUrl(url, "public"), url).toEqual({ ok: false, fault: "url-place" });
    expect(readWitnessUrl(url, "machine"), url).toMatchObject({ ok: true });
    expect(readWitnessUrl(url, "network"), url).toMatchObject({ ok: true });
  }
});

test.each([
  "https://10.0.0.1/",
  "https://192.168.1.1/",
  "https://[fd00::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://[64:ff9b::a00:1]/",
  "https://0x0a000001/",
  "https://167772161/",
])("in a private network only where its operator allows that, and by https: %s", (url) => {
  expect(readWitnessUrl(url, "public")).toEqual({ ok: false, fault: "url-place" });
  expect(readWitnessUrl(url, "machine")).toEqual({ ok: false, fault: "url-place" });
  expect(readWitnessUrl(url, "network")).toMatchObject({ ok: true });
  expect(readWitnessUrl(url.replace("https:", "http:"), "network")).toMatchObject({ ok: false });
});

describe.each(REACHES)("refused, whatever is allowed (%s)", (reach) => {
  test.each([
    "http://witness.example/",
    "ftp://witness.example/",
    "file:///etc/passwd",
    "https://169.254.169.254/latest/meta-data",
    "https://0/",
    "https://100.64.0.1/",
    "https://[fe80::1]/",
    "https://metadata.google.internal/",
    "https://user:pass@witness.example/",
    "https://user@witness.example/",
    "https://witness.example/?a=1",
    "https://witness.example/?",
    "https://witness.example/#a",
    "https:///",
    "witness.example",
    "",
    `https://witness.example/${"a".repeat(500)}`,
  ])("%s", (url) => {
    expect(readWitnessUrl(url, reach)).toMatchObject({ ok: false });
  });
});
