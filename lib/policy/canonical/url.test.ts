import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "./refusal";
import { canonicalUrl } from "./url";

const href = (text: string) => {
  const url = canonicalUrl(text);
  return url instanceof Refusal ? null : url.href;
};

describe("canonicalUrl", () => {
  it.each([
    ["https://Example.COM", "https://example.com/"],
    ["HTTPS://example.com.:443/a/../b?q=%2F#f", "https://example.com/b?q=%2F"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["http://[::ffff:127.0.0.1]:8080/x", "http://127.0.0.1:8080/x"],
    ["http://[0:0::1]/", "http://[::1]/"],
    ["https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"],
    ["https://a.com:80/", "https://a.com:80/"],
    ["wss://a.com/x", "wss://a.com/x"],
    ["https://a.com/a b", "https://a.com/a%20b"],
    ["https://a.com?x", "https://a.com/?x"],
    ["https://a.com/?x\\y", "https://a.com/?x\\y"],
  ])("%s is %s", (text, expected) => expect(href(text)).toBe(expected));

  it.each([
    "",
    "a",
    "ftp://a.com",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "blob:https://a.com/x",
    "https:a.com",
    "https:/a.com",
    "https:////a.com",
    "https:\\\\a.com",
    "https://a.com\\@b.com",
    "https://a.com/\\b",
    "https://u@a.com",
    "https://u:p@a.com",
    "https://@a.com",
    "https://a.com:0/",
    "https://a.com:99999/",
    " https://a.com",
    "https://a.com/ ",
    "https://a.\ncom",
    "https://a.com/\t",
    "https://%61.com",
    "https://a..com/",
    "https://a,b.com/",
    "https://[fe80::1%25eth0]/",
    "https://[::1",
    "https://",
    "https:///x",
    "https://?x",
    "https://\ud800/",
    `https://a.com/${"a".repeat(70_000)}`,
  ])("refuses %j", (text) => expect(canonicalUrl(text)).toBeInstanceOf(Refusal));

  it("refuses what its escapes make too long", () =>
    expect(canonicalUrl(`https://a.test/${"€".repeat(8_000)}`)).toBeInstanceOf(Refusal));

  it("is idempotent and total", () => {
    const text = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: "binary" }).map((rest) => `https://${rest}`),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const first = href(raw);
        if (first !== null) expect(href(first)).toBe(first);
      }),
    );
  });
});
