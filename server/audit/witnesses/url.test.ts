import { describe, expect, test } from "vitest";
import { readWitnessUrl } from "./url";

const at = (url: string, exposed: boolean) => readWitnessUrl(url, { exposed });

test("an https address of a public host, without a slash at its end", () => {
  expect(at("https://witness.example/", true)).toEqual({ ok: true, url: "https://witness.example" });
  expect(at("https://Witness.Example:8443/a/b//", false)).toEqual({
    ok: true,
    url: "https://witness.example:8443/a/b",
  });
  expect(at("https://[2606:4700::1]/", true)).toMatchObject({ ok: true });
});

test("a witness on this machine only for a server that only this machine reaches", () => {
  for (const url of [
    "http://127.0.0.1:9000",
    "http://localhost:9000/w",
    "http://[::1]:9000",
    "https://localhost",
  ]) {
    expect(at(url, false), url).toMatchObject({ ok: true });
    expect(at(url, true), url).toMatchObject({ ok: false });
  }
});

describe.each([true, false])("refused, exposed or not (%s)", (exposed) => {
  test.each([
    "http://witness.example/",
    "ftp://witness.example/",
    "file:///etc/passwd",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://0/",
    "https://0x0a000001/",
    "https://167772161/",
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
    expect(at(url, exposed)).toMatchObject({ ok: false });
  });
});
