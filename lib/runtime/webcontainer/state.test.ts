import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOOTING, type ContainerEvent, type ContainerState, reduce } from "./state";

const way = (...events: ContainerEvent[]): ContainerState => events.reduce(reduce, BOOTING);
const AGENT: ContainerEvent = { what: "started", isLine: false };
const RUNNING: ContainerEvent[] = [{ what: "booted" }, AGENT];
const PROVEN: ContainerEvent[] = [...RUNNING, { what: "proven" }];

describe("a container on its way", () => {
  it("boots, runs once its shim is proven, and is ready for the next when that is over", () => {
    expect(way()).toEqual({ at: "booting" });
    expect(way({ what: "booted" })).toEqual({ at: "ready" });
    expect(way(...RUNNING)).toEqual({ at: "running", isProven: false });
    expect(way(...PROVEN)).toEqual({ at: "running", isProven: true });
    expect(way(...PROVEN, { what: "over" })).toEqual({ at: "ready" });
    expect(way(...PROVEN, { what: "stop" })).toEqual({ at: "ending" });
    expect(way(...PROVEN, { what: "stop" }, { what: "over" }, AGENT)).toEqual({
      at: "running",
      isProven: false,
    });
  });

  it("runs a line of the author's without a proof of its own", () => {
    const line: ContainerEvent = { what: "started", isLine: true };
    expect(way({ what: "booted" }, line, { what: "over" })).toEqual({ at: "ready" });
  });

  it("fails where its process is over before the hand-shake, however well", () => {
    expect(way(...RUNNING, { what: "over" })).toEqual({ at: "failed", code: "unproven" });
  });

  it("has ended when it was taken away or closed", () => {
    expect(way(...PROVEN, { what: "stop" }, { what: "removed" })).toEqual({ at: "ended" });
    expect(way({ what: "booted" }, { what: "closed" })).toEqual({ at: "ended" });
  });

  it("is not booted, started, stopped or proven out of turn", () => {
    const ready = way({ what: "booted" });
    for (const what of ["booted", "proven", "stop", "over"] as const)
      expect(reduce(ready, { what })).toBe(ready);
    expect(reduce(BOOTING, AGENT)).toBe(BOOTING);
    const running = way(...PROVEN);
    for (const each of [AGENT, { what: "booted" }, { what: "proven" }] as const)
      expect(reduce(running, each)).toBe(running);
  });

  it("leaves its last states by nothing, and nothing is proven but by a proof", () => {
    const event = fc.constantFrom<ContainerEvent>(
      { what: "booted" },
      AGENT,
      { what: "proven" },
      { what: "stop" },
      { what: "over" },
      { what: "removed" },
      { what: "broken", code: "late" },
      { what: "closed" },
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state = BOOTING;
        for (const each of events) {
          const next = reduce(state, each);
          if (state.at === "ended" || state.at === "failed") expect(next).toBe(state);
          if (next.at === "running" && next.isProven && next !== state) expect(each.what).toBe("proven");
          state = next;
        }
      }),
    );
  });
});
