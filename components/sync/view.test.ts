import { describe, expect, test } from "vitest";
import type { SessionStates } from "@/lib/audit/sync/states";
import { EMPTY_VIEW, type SyncEvent, summaryOf, syncReducer, unsentOf } from "./view";

const session = (n: number, change: Partial<SessionStates> = {}): SessionStates => ({
  sid: `0198c0de-0000-7000-8000-00000000000${n}`,
  workspaceId: "ws_a",
  agent: "tested",
  isClosed: false,
  recorded: 10,
  countersigned: null,
  anchored: null,
  witnessed: null,
  ...change,
});
const viewAfter = (...events: SyncEvent[]) => events.reduce(syncReducer, EMPTY_VIEW);
const rollback: SyncEvent = {
  kind: "stopped",
  trouble: { about: "ws_a", code: "ROLLBACK", why: "It was set back." },
};

describe("what is shown", () => {
  test("is nothing where there is no log", () => {
    expect(summaryOf(EMPTY_VIEW)).toBeNull();
  });

  test("counts what is not yet countersigned, over all sessions that are for a server", () => {
    const view = viewAfter({
      kind: "sessions",
      sessions: [
        session(1, { countersigned: { size: 4, time: 1 } }),
        session(2),
        session(3, { workspaceId: null }),
      ],
    });
    expect(unsentOf(view)).toBe(16);
    expect(summaryOf(view)).toEqual({ tone: "quiet", text: "16 records not yet countersigned" });
    expect(view.sessions.map(({ sid }) => sid.at(-1))).toEqual(["3", "2", "1"]);
  });

  test("follows each receipt", () => {
    const view = viewAfter(
      { kind: "sessions", sessions: [session(1), session(2, { recorded: 0 })] },
      { kind: "countersigned", sid: session(1).sid, size: 9, time: 5, anchored: 3 },
    );
    expect(summaryOf(view)).toEqual({ tone: "quiet", text: "1 record not yet countersigned" });
    expect(view.sessions[1]).toMatchObject({ countersigned: { size: 9, time: 5 }, anchored: { size: 3 } });
    const all = syncReducer(view, {
      kind: "countersigned",
      sid: session(1).sid,
      size: 10,
      time: 6,
      anchored: 4,
    });
    expect(summaryOf(all)).toEqual({ tone: "quiet", text: "All records countersigned" });
  });

  test("says offline, and what is wrong before everything else", () => {
    const offline = viewAfter(
      { kind: "sessions", sessions: [session(1)] },
      { kind: "phase", phase: { kind: "offline" } },
    );
    expect(summaryOf(offline)?.text).toBe("Offline: 10 records not yet countersigned");
    const stopped = syncReducer(offline, rollback);
    expect(summaryOf(stopped)).toEqual({ tone: "error", text: "ROLLBACK: 10 records not yet countersigned" });
    expect(syncReducer(stopped, rollback).troubles).toHaveLength(1);
    expect(summaryOf(syncReducer(stopped, { kind: "mended", about: "ws_a" }))?.tone).toBe("quiet");
  });

  test("says so where a log could not be stored", () => {
    const full = viewAfter({ kind: "failed", why: "There is no room left for the log." });
    const said = { tone: "error", text: "The log could not be stored" };
    expect(summaryOf(full)).toEqual(said);
    // What there was room for is sent, and that is no reason to say that all is well.
    const sent: SyncEvent = {
      kind: "sessions",
      sessions: [session(1, { countersigned: { size: 10, time: 1 } })],
    };
    expect(summaryOf(syncReducer(full, sent))).toEqual(said);
    expect(summaryOf([sent, { kind: "stored" } as const].reduce(syncReducer, full))).toEqual({
      tone: "quiet",
      text: "All records countersigned",
    });
  });
});
