import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// The module itself takes the globals of whatever it runs in away, so it runs in a worker of its own in `e2e/cell.spec.ts`.
it("keeps nothing on its list that reaches out", () => {
  const source = readFileSync(new URL("./confine.ts", import.meta.url), "utf8");
  const lists = [...source.matchAll(/= `([^`$]+)`/g)].flatMap(([, list]) => list?.split(/\s+/) ?? []);
  expect(lists.length).toBeGreaterThan(60);
  const outward =
    /fetch|request|socket|transport|event(source)|import|worker|db|cache|channel|navigator|font|storage|file|blob|locat|cookie/i;
  expect(lists.filter((name) => outward.test(name))).toEqual([]);
});
