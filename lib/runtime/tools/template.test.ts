import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadArgument, fillBody, fillHeaders, fillUrl, readTemplate, urlParts } from "./template";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);
function template(url: string) {
  const read = urlParts(url);
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

describe("a URL with places", () => {
  it.each([
    "https://{host}/a",
    "https://a.example{x}/",
    "{scheme}://a.example/",
    "https://u{x}@a.example/",
    "ftp://a.example/",
    "ws://a.example/{x}",
    "https://a.example/{",
    "https://a.example/{a b}",
    "https://a.example/#{x}",
    "nothing",
  ])("%s is refused", (url) => expect(urlParts(url).ok).toBe(false));

  it("stays on its host and in its segments, whatever is put in", {
    timeout: Math.max(30_000, RUNS * 20),
  }, () => {
    const url = template("https://api.example.com/a/{x}/b-{y}?fixed=1&z={z}");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "..",
        ".",
        "%2e%2e",
        "/../",
        "\\..\\",
        "//evil.example",
        "@evil.example",
        "?",
        "#",
        "&q=1",
        "\0",
        "\r\n",
      ),
    );
    fc.assert(
      fc.property(text, text, text, (x, y, z) => {
        let made: string;
        try {
          made = fillUrl(url, [["more", [{ argument: "z" }]]], { x, y, z });
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(BadArgument);
          return;
        }
        const parsed = new URL(made);
        expect(parsed.origin).toBe("https://api.example.com");
        expect(parsed.pathname.split("/").length).toBe(4);
        expect(parsed.pathname.startsWith("/a/")).toBe(true);
        expect([...new URL(made).searchParams.keys()]).toEqual(["fixed", "z", "more"]);
        expect(parsed.searchParams.get("z")).toBe(z);
        expect(parsed.hash).toBe("");
      }),
      { numRuns: RUNS },
    );
  });

  it("says what is missing, and leaves out of the query what is not given", () => {
    const url = template("https://a.example/{x}");
    expect(() => fillUrl(url, [], {})).toThrow('"x" is missing');
    expect(() => fillUrl(url, [], { x: { deep: 1 } })).toThrow("plain value");
    expect(fillUrl(url, [["q", [{ argument: "q" }]]], { x: 5 })).toBe("https://a.example/5");
    expect(() => fillUrl(url, [], Object.create({ x: "inherited" }))).toThrow("missing");
  });
});

it("headers take no line break", () => {
  const read = readTemplate("Bearer {t}");
  const headers = [["Authorization", read.ok ? read.value : []]] as const;
  expect(fillHeaders(headers, { t: "abc" })).toEqual([["Authorization", "Bearer abc"]]);
  expect(fillHeaders(headers, {})).toEqual([]);
  for (const t of ["a\r\nX: 1", "a\0", "ä"]) expect(() => fillHeaders(headers, { t })).toThrow(BadArgument);
});

it("a body takes values where a text is nothing but a place", () => {
  const body = { a: "{x}", b: ["{y}", "{none}"], c: "kept {x}", d: "{*}", e: "{none}" };
  expect(JSON.parse(JSON.stringify(fillBody(body, { x: [1], y: null })))).toEqual({
    a: [1],
    b: [null],
    c: "kept {x}",
    d: { x: [1], y: null },
  });
});
