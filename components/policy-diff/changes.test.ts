import { expect, test } from "vitest";
import { changesBetween } from "./changes";

const OLD = `[agent]
name = "a"
[capabilities.filesystem]
read = ["/w/**"]
deny = ["**/*.key"]
`;

test("a text that means the same has no changes", () => {
  const spelt = OLD.replace('["/w/**"]', '[\n  "/w/**", # all of it\n]');
  expect(changesBetween(OLD, spelt)).toEqual({ ok: true, relation: "equal", changes: [], also: [] });
});

test("wider: a request that shows it, and the line of the rule that lets it through", () => {
  const told = changesBetween(OLD, OLD.replace('"/w/**"', '"/w/**", "/x/*"'));
  expect(told).toMatchObject({ ok: true, relation: "wider" });
  const [change] = told.ok ? told.changes : [];
  expect(change).toMatchObject({ name: "filesystem.read", relation: "wider", narrower: [] });
  expect(change?.wider[0]).toMatchObject({ old: "deny", new: "allow", by: "filesystem.read[1]", line: 4 });
  expect(change?.wider[0]?.request).toMatch(/^fs\.read \/x\//);
});

test("wider in one place and narrower in another is both, and so is what has an order without requests", () => {
  const both = OLD.replace('"/w/**"', '"/x/**"');
  expect(changesBetween(OLD, both)).toMatchObject({ ok: true, relation: "incomparable" });
  const more = `${OLD}[resources]\nmemory_limit = "64M"\n`;
  expect(changesBetween(OLD, more)).toMatchObject({
    ok: true,
    relation: "narrower",
    changes: [{ name: "resources.memory_limit", note: 'It was not set, and is "64M" now.' }],
  });
});

test("with mistakes nothing is compared, and what has no order is named", () => {
  expect(changesBetween(OLD, "x")).toMatchObject({ ok: false, why: expect.stringContaining("has mistakes") });
  expect(changesBetween("x", OLD)).toMatchObject({ ok: false, why: expect.stringContaining("older") });
  expect(changesBetween(OLD, `${OLD}[audit]\nretention = "30d"\n`)).toMatchObject({
    relation: "equal",
    also: ["audit"],
  });
});
