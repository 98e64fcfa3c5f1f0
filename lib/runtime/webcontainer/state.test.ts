import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOOTING, type ContainerEvent, type ContainerState, reduce } from "./state";

const EXIT = { reason: "exit", code: 0 } as const;
const STOPPED = { reason: "stopped", code: 130 } as const;
const way = (...events: ContainerEvent[]): ContainerState => events.reduce(reduce, BOOTING);
const BOOT: ContainerEvent[] = [{ what: "booted" }, { what: "started" }];

describe("a container on its way", () => {
  it("boots, runs once its shim is proven, and ends as its process did", () => {
    expect(way()).toEqual({ at: "booting" });
    expect(way({ what: "booted" })).toEqual({ at: "ready" });
    expect(way(...BOOT)).toEqual({ at: "running", isProven: false });
    expect(way(...BOOT, { what: "proven" })).toEqual({ at: "running", isProven: true });
    expect(way(...BOOT, { what: "proven" }, { what: "exited", end: EXIT })).toEqual({
      at: "ended",
      end: EXIT,
    });
  });

  it("fails where its process exits before the hand-shake, however well", () => {
    expect(way(...BOOT, { what: "exited", end: EXIT })).toEqual({ at: "failed", code: "unproven" });
  });

  it("keeps the first reason of its end", () => {
    const stopped = way(...BOOT, { what: "proven" }, { what: "stop", end: STOPPED });
    expect(stopped).toEqual({ at: "ending", end: STOPPED });
    expect(reduce(stopped, { what: "stop", end: EXIT })).toBe(stopped);
    expect(reduce(stopped, { what: "exited", end: EXIT })).toEqual({ at: "ended", end: STOPPED });
  });

  it("is not booted, started or proven out of turn", () => {
    const ready = way({ what: "booted" });
    expect(reduce(ready, { what: "booted" })).toBe(ready);
    expect(reduce(ready, { what: "proven" })).toBe(ready);
    expect(reduce(BOOTING, { what: "started" })).toBe(BOOTING);
    const running = way(...BOOT);
    expect(reduce(running, { what: "started" })).toBe(running);
  });

  it("leaves its last states by nothing", () => {
    const event = fc.constantFrom<ContainerEvent>(
      { what: "booted" },
      { what: "started" },
      { what: "proven" },
      { what: "stop", end: STOPPED },
      { what: "exited", end: EXIT },
      { what: "broken", code: "late" },
      { what: "closed" },
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let state = BOOTING;
        for (const each of events) {
          const next = reduce(state, each);
          if (state.at === "ended" || state.at === "failed") expect(next).toBe(state);
          // Nothing runs as proven but what was proven in this very run.
          if (next.at === "running" && next.isProven && next !== state) expect(each.what).toBe("proven");
          state = next;
        }
      }),
    );
  });
});
