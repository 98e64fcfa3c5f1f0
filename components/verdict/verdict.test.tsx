import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Verdict, VerdictMark } from "./verdict";

const KINDS = ["allow", "deny", "approve", "sanitize", "error"] as const;

it.each(KINDS)("%s is an icon, a word and a colour", (kind) => {
  const html = renderToStaticMarkup(<Verdict kind={kind} />);
  expect(html).toContain("<svg");
  expect(html).toContain(kind);
  expect(html).toContain(`text-${kind}`);
});

it("has an icon of its own for every verdict", () => {
  const icons = KINDS.map((kind) => /<svg.*<\/svg>/.exec(renderToStaticMarkup(<Verdict kind={kind} />))?.[0]);
  expect(new Set(icons).size).toBe(KINDS.length);
});

it("says its word to those who do not see the mark", () => {
  expect(renderToStaticMarkup(<VerdictMark kind="deny" />)).toContain("deny: ");
});
