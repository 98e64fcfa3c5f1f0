import { expect, it } from "vitest";
import { type CellEvent, type CellState, nextState } from "./state";

it("goes through its runs, one after the other, and out of the end only to nothing", () => {
  const events: CellEvent[] = ["start", "end", "start", "end", "close"];
  let state: CellState | undefined = "ready";
  const way = events.map((event) => {
    state = state && nextState(state, event);
    return state;
  });
  expect(way).toEqual(["running", "ready", "running", "ready", "gone"]);
  for (const event of events) expect(nextState("gone", event)).toBeUndefined();
});

it("takes nothing twice and nothing before its time", () => {
  expect(nextState("ready", "end")).toBeUndefined();
  expect(nextState("running", "start")).toBeUndefined();
  expect(nextState("ending", "start")).toBeUndefined();
  expect(nextState("running", "kill")).toBe("ending");
});
