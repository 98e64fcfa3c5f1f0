import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Blocks } from "./blocks";
import { readDocument } from "./document";

const where = { folder: "", known: new Set(["running"]) };
const html = (text: string) =>
  renderToStaticMarkup(<Blocks tokens={readDocument(text).tokens} where={where} />);

describe("Markdown", () => {
  it("makes headings that can be linked to, each with its own anchor", () => {
    const page = html("# One\n\n## Two\n\n## Two\n");
    expect(page).toContain('<h1 id="one"');
    expect(page).toContain('<h2 id="two"');
    expect(page).toContain('href="#two-1"');
  });

  it("leaves raw HTML the text that it is", () => {
    const page = html('<script>alert(1)</script>\n\nText <img src=x onerror="alert(1)"> more\n');
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain("&lt;img");
  });

  it("drops links that are no links", () => {
    expect(html("[x](javascript:alert(1))")).not.toContain("href");
    expect(html("[x](running.md)")).toContain('href="/docs/running"');
    expect(html("<https://example.com>")).toContain('rel="noreferrer"');
  });

  it("needs no style attribute, which the policy of the page forbids", () => {
    expect(html("| a | b |\n|--:|:-:|\n| 1 | `x` |\n\n3. c\n\n> q\n\n```ts\nx\n```\n\n---\n")).not.toContain(
      "style=",
    );
  });

  it("keeps entities and characters as they were written", () => {
    expect(html("a < b & `c < d` &lt;e&gt;")).toContain("a &lt; b &amp; ");
    expect(html("`&lt;`")).toContain("&amp;lt;");
  });
});

describe("readDocument", () => {
  it("finds title, first sentence and sections", () => {
    const page = readDocument(
      "# The `title`\n\nFirst *sentence* here. Second.\n\n## A\n\n#### Deep\n\n### B\n",
    );
    expect(page).toMatchObject({ title: "The title", summary: "First sentence here." });
    expect(page.headings.map((heading) => heading.id)).toEqual(["a", "b"]);
  });
});
