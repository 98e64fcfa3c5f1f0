import { expect, it } from "vitest";
import { type CellEvent, type CellState, nextState } from "./state";

it("goes from its worker to its end, and out of the end only to nothing", () => {
  const events: CellEvent[] = ["up", "ready", "start", "end", "close"];
  let state: CellState | undefined = "worker";
  const way = events.map((event) => {
    state = state && nextState(state, event);
    return state;
  });
  expect(way).toEqual(["machine", "ready", "running", "ended", "gone"]);
  for (const event of events) expect(nextState("gone", event)).toBeUndefined();
});

it("takes nothing twice and nothing before its time", () => {
  expect(nextState("worker", "ready")).toBeUndefined();
  expect(nextState("machine", "up")).toBeUndefined();
  expect(nextState("machine", "start")).toBeUndefined();
  expect(nextState("ended", "end")).toBeUndefined();
  expect(nextState("running", "kill")).toBe("ending");
});
