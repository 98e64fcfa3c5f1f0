import { describe, expect, it } from "vitest";
import { IDLE, isBusy, isOver, nextPhase, type Phase, type PhaseEvent, STEPS, wordsOf } from "./phases";

const END = { reason: "exit", code: 0 } as const;
const phaseAfter = (...events: PhaseEvent[]): Phase => events.reduce(nextPhase, IDLE);

describe("a run", () => {
  it("goes from its steps to its end, and can begin again", () => {
    const running = phaseAfter({ type: "start" }, { type: "step", step: 3 }, { type: "running", now: 5 });
    expect(running).toEqual({ at: "running", since: 5, isStopping: false });
    const ended = [{ type: "exit", end: END } as const, { type: "closed" } as const].reduce(
      nextPhase,
      running,
    );
    expect(ended).toEqual({ at: "ended", end: END, byAuthor: false });
    expect(nextPhase(ended, { type: "start" })).toEqual({ at: "starting", step: 0 });
  });

  it("is not begun twice, and hears nothing from one that is over", () => {
    const running = phaseAfter({ type: "start" }, { type: "running", now: 5 });
    expect(nextPhase(running, { type: "start" })).toBe(running);
    const failed = nextPhase(running, { type: "fail", why: "The log is gone." });
    for (const late of [
      { type: "running", now: 6 },
      { type: "exit", end: END },
      { type: "closed" },
    ] as const) {
      expect(nextPhase(failed, late)).toBe(failed);
    }
  });

  it("of an earlier visit is looked for only where nothing has run, and waited for by nobody", () => {
    const recalling = phaseAfter({ type: "recall", read: 0, of: 9 });
    expect([recalling.at, isBusy(recalling), isOver(recalling)]).toEqual(["recalling", false, false]);
    expect(nextPhase(recalling, { type: "recalled" })).toBe(IDLE);
    const begun = nextPhase(recalling, { type: "start" });
    expect(begun).toEqual({ at: "starting", step: 0 });
    for (const late of [{ type: "recall", read: 9, of: 9 }, { type: "recalled" }] as const)
      expect(nextPhase(begun, late)).toBe(begun);
  });

  it("has words for each of its states", () => {
    for (const step of STEPS.keys()) {
      expect(wordsOf({ at: "starting", step }).text).toBe(`${STEPS[step]} (${step + 1} of 4)`);
    }
    expect(wordsOf(phaseAfter({ type: "start" }, { type: "running", now: 1 }, { type: "stop" })).text).toBe(
      "Stopping",
    );
    expect(wordsOf({ at: "ended", end: END, byAuthor: false })).toEqual({
      text: "Ended, exit 0",
      tone: "good",
    });
    expect(wordsOf({ at: "ended", end: { reason: "wall", code: 124 }, byAuthor: false }).tone).toBe("bad");
    const stopped = { at: "ended", end: { reason: "stopped", code: 130 } } as const;
    expect(wordsOf({ ...stopped, byAuthor: true }).text).toBe("Stopped, exit 130");
    expect(wordsOf({ ...stopped, byAuthor: false }).text).toMatch(/rollback trigger of the policy/);
    expect(wordsOf({ ...stopped, byAuthor: true, isEarlier: true }).text).toBe("Last run: stopped, exit 130");
    expect(wordsOf({ at: "interrupted" })).toEqual({
      text: expect.stringMatching(/^Last run: interrupted/),
      tone: "bad",
    });
    expect([IDLE, phaseAfter({ type: "start" })].map(isBusy)).toEqual([false, true]);
  });
});
