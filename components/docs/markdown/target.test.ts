import { describe, expect, it } from "vitest";
import { targetOf } from "./target";

const known = new Set(["running", "decisions/001-stack"]);

describe("targetOf", () => {
  it.each([
    ["#top", "", "#top"],
    ["running.md", "", "/docs/running"],
    ["./running.md#ports", "", "/docs/running#ports"],
    ["decisions/001-stack.md", "", "/docs/decisions/001-stack"],
    ["../running.md", "decisions", "/docs/running"],
  ])("%s from %j leads to %s", (href, folder, expected) => {
    expect(targetOf(href, folder, known)).toEqual({ kind: "inside", href: expected });
  });

  it("leaves https alone", () => {
    expect(targetOf("https://example.com/x#y", "", known).kind).toBe("outside");
  });

  it.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "../lib/errors.ts",
    "nothing.md",
  ])("does not link %s", (href) => {
    expect(targetOf(href, "", known).kind).toBe("none");
  });
});
