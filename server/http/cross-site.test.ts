import { expect, test } from "vitest";
import { isCrossSite } from "./cross-site";

const cases: [string, Record<string, string>, boolean][] = [
  ["our own page", { "sec-fetch-site": "same-origin", host: "a.example" }, false],
  ["typed or bookmarked", { "sec-fetch-site": "none" }, false],
  ["another site", { "sec-fetch-site": "cross-site" }, true],
  ["a neighbouring subdomain", { "sec-fetch-site": "same-site" }, true],
  ["a value nobody defined", { "sec-fetch-site": "trusted" }, true],
  ["an older browser, our page", { origin: "https://a.example", host: "a.example" }, false],
  [
    "an older browser, our page with a port",
    { origin: "http://localhost:3000", host: "localhost:3000" },
    false,
  ],
  ["an older browser, another port", { origin: "http://localhost:4000", host: "localhost:3000" }, true],
  ["an older browser, another site", { origin: "https://b.example", host: "a.example" }, true],
  ["an opaque origin (sandboxed frame)", { origin: "null", host: "a.example" }, true],
  [
    "the newer header decides over the older",
    { "sec-fetch-site": "cross-site", origin: "https://a.example", host: "a.example" },
    true,
  ],
  ["a program", { host: "a.example" }, false],
];

test.each(cases)("%s", (_, headers, expected) => {
  expect(isCrossSite(new Headers(headers))).toBe(expected);
});
