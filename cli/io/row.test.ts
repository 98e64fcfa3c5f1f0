import { expect, test } from "vitest";
import { Row } from "./row";

test("aegis begins a row of its own behind what an agent left open, once", () => {
  const row = new Row();
  expect(row.begin()).toBe("");
  row.agentWrote("aegis: granted");
  expect([row.begin(), row.begin()]).toEqual(["\n", ""]);
  row.agentWrote("a line\n\u001b[0m");
  expect(row.begin()).toBe("");
  row.agentWrote("open");
  row.agentWrote("\u001b[0m");
  expect(row.begin()).toBe("\n");
});
