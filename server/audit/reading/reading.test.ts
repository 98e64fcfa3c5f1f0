import { describe, expect, test } from "vitest";
import { newSessionId, type SessionEntry } from "@/lib/audit/recorder";
import { callerOf, join, NOON, newAuthor } from "../../testing/people";
import { recordSession, someEntry } from "../testing/record";
import { send, storedSession } from "../testing/stored";
import { sessionOf } from "./find-session";
import { pageOfRecords } from "./record-page";
import { summaryOf } from "./session-summary";

const seqs = (page: { items: readonly { seq: number }[] }) => page.items.map(({ seq }) => seq);
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

describe("records", () => {
  test("come page by page, as the bytes that were sent", async () => {
    const { caller, workspaceId, sid, recorded } = await storedSession({ size: 25, batch: 10 });
    const lines: string[] = [];
    let from: number | null = 0;
    for (; from !== null; ) {
      const page: Awaited<ReturnType<typeof caller.audit.records>> = await caller.audit.records({
        ...{ workspaceId, sid, from },
        limit: 10,
      });
      expect(page.size).toBe(25);
      lines.push(...page.items.map(({ line }) => line));
      from = page.next;
    }
    expect(lines).toEqual(recorded.batches.flatMap(({ records }) => records));
  });

  test("are found by type, by family of types, by verdict, by text, and by all of them", async () => {
    const { caller, workspaceId, sid } = await storedSession({ size: 40 });
    const found = async (filter: object, from = 0) =>
      seqs(await caller.audit.records({ workspaceId, sid, filter, from, limit: 500 }));
    expect(await found({ type: "session.open" })).toEqual([0]);
    expect(await found({ type: "session" })).toEqual([0]);
    expect(await found({ type: "sess" })).toEqual([]);
    expect(await found({ type: "fs" })).toHaveLength(39);
    expect(await found({ verdict: "deny" })).toEqual([7, 17, 27, 37]);
    expect(await found({ verdict: "deny" }, 18)).toEqual([27, 37]);
    expect(await found({ verdict: "allow", type: "fs.write", text: "file-3" })).toEqual([3, 30, 33, 36, 39]);
    expect(await found({ text: "file-%.txt" })).toEqual([]);
    expect(await found({ text: "FILE-3.txt" })).toEqual([]);
    expect(await found({ verdict: "deny", text: "file-27.txt" })).toEqual([27]);
    expect(await found({ text: "'; DROP TABLE audit_records; --" })).toEqual([]);
  });

  test("a search that runs out of time answers with what it has, and goes on where it stopped", async () => {
    const { database, workspaceId, sid } = await storedSession({ size: 250 });
    const session = await sessionOf(database.read, workspaceId, sid);
    const wanted = { limit: 5, filter: { text: "file-248.txt" } };
    const look = { lookMs: 0, atOnce: 100 };
    const first = await pageOfRecords(database.read, session, { ...wanted, from: 0 }, look);
    expect(first).toEqual({ items: [], next: 100 });
    const second = await pageOfRecords(database.read, session, { ...wanted, from: 200 }, look);
    expect(seqs(second)).toEqual([248]);
    expect(second.next).toBeNull();
  });
});

describe("a session", () => {
  test("begins with its counts and its first denials", async () => {
    const { caller, workspaceId, sid } = await storedSession({ size: 300, batch: 100, isClosed: true });
    const summary = await caller.audit.session({ workspaceId, sid });
    expect(summary).toMatchObject({
      ...{ sid, agent: "report-writer", driver: "embedded", size: 300, status: "complete" },
      ...{ counted: 300, check: null, nonceAt: null, openedBy: { kind: "anonymous" } },
      counts: { allow: 268, deny: 30, approve: 0, sanitize: 0 },
    });
    expect(summary.types["session.close"]).toEqual({ none: 1 });
    const total = Object.values(summary.types).flatMap((counts) => Object.values(counts));
    expect(total.reduce((sum, count) => sum + count)).toBe(300);
    expect(seqs({ items: summary.denials })).toEqual(Array.from({ length: 20 }, (_, n) => 10 * n + 7));
    expect(summary.denials[0]?.line).toContain("file-7.txt");
  });

  test("counts by verdict what a reader who filters by it is shown, also what guards found", async () => {
    const found = { type: "guard.finding", data: { found: { email: 1 }, guard: "pii", verdict: "sanitize" } };
    const { caller, workspaceId, sid } = await storedSession({
      size: 30,
      entry: (n) => (n % 4 === 0 ? (found as SessionEntry) : someEntry(n)),
    });
    const { counts, types } = await caller.audit.session({ workspaceId, sid });
    expect(counts.sanitize).toBe(7);
    for (const verdict of ["allow", "deny", "approve", "sanitize"] as const) {
      const { items } = await caller.audit.records({ workspaceId, sid, filter: { verdict }, limit: 100 });
      expect(items).toHaveLength(counts[verdict]);
      expect(Object.values(types).reduce((sum, by) => sum + (by[verdict] ?? 0), 0)).toBe(counts[verdict]);
    }
  });

  test("that is long is counted in several looks, none of which counts a record twice", async () => {
    const { database, workspaceId, sid } = await storedSession({ size: 450 });
    const look = () => summaryOf(database.read, workspaceId, sid, { countMs: 0, atOnce: 200 });
    const [first, same] = await Promise.all([look(), look()]);
    for (const { counted, countedBy } of [first, same]) {
      expect(counted).toBeGreaterThanOrEqual(200);
      expect(countedBy).toBe("server");
    }
    await look();
    const last = await look();
    expect(last.counted).toBe(450);
    expect(last.types["fs.read"]?.deny).toBe(30);
    const verdicts = Object.values(last.types).flatMap((counts) => Object.values(counts));
    expect(verdicts.reduce((sum, count) => sum + count)).toBe(450);
  });

  test("that is long and closed is told by its own counts until it is counted", async () => {
    const { database, workspaceId, sid } = await storedSession({ size: 450, isClosed: true });
    const look = () => summaryOf(database.read, workspaceId, sid, { countMs: 0, atOnce: 200 });
    const first = await look();
    expect(first).toMatchObject({ counted: 450, countedBy: "session" });
    await look();
    const last = await look();
    expect(last).toMatchObject({ counted: 450, countedBy: "server" });
    expect(last.types).toEqual(first.types);
  });
});

describe("the sessions of a workspace", () => {
  test("are listed, the last opened first, in pages that others do not move", async () => {
    const { database, author, caller, workspaceId, sid } = await storedSession({ size: 3 });
    const sids = [sid];
    for (const minutes of [1, 1, 1, 2]) {
      const recorded = await recordSession({ size: 3 });
      await send({ database, author, workspaceId, now: later(minutes) }, recorded);
      sids.push(recorded.sid);
    }
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.audit.sessions({ workspaceId, limit: 2, ...(cursor && { cursor }) });
      listed.push(...page.items.map((item) => item.sid));
      cursor = page.next ?? undefined;
      if (listed.length === 2)
        await send({ database, author, workspaceId, now: later(9) }, await recordSession({ size: 2 }));
    } while (cursor !== undefined);
    expect(listed).toEqual([sids[4], ...sids.slice(1, 4).sort().reverse(), sids[0]]);
    await expect(caller.audit.sessions({ workspaceId, cursor: "1.2" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  test("are found by agent, driver, state, verdict and time", async () => {
    const { database, author, caller, workspaceId, sid } = await storedSession({ size: 20 });
    const closed = await recordSession({ size: 5, isClosed: true, agent: "web-fetcher" });
    await send({ database, author, workspaceId, now: later(60) }, closed);
    const found = async (filter: object) =>
      (await caller.audit.sessions({ workspaceId, filter })).items.map((item) => item.sid);
    expect(await found({ agent: "web-fetcher" })).toEqual([closed.sid]);
    expect(await found({ driver: "node" })).toEqual([]);
    expect(await found({ status: "open" })).toEqual([sid]);
    expect(await found({ status: "complete" })).toEqual([closed.sid]);
    expect(await found({ verdict: "deny" })).toEqual([sid]);
    expect(await found({ since: later(30).toISOString() })).toEqual([closed.sid]);
    expect(await found({ until: later(30).toISOString() })).toEqual([sid]);
    expect(await found({})).toHaveLength(2);
  });
});

describe("a session of which only the name is known", () => {
  test("is found among the workspaces of whoever asks, and told apart by one of them", async () => {
    const { database, author, caller, workspaceId, sid, recorded } = await storedSession({ size: 4 });
    expect(await caller.audit.locate({ sid })).toEqual({
      items: [{ workspaceId, workspaceName: "seen", size: 4, openedAt: NOON.toISOString() }],
    });
    const { id: second } = await caller.workspace.create({ name: "second" });
    await send({ database, author, workspaceId: second, now: later(1) }, recorded);
    const places = (await caller.audit.locate({ sid })).items.map((item) => item.workspaceId);
    expect(places).toEqual([second, workspaceId]);
    expect((await caller.audit.locate({ sid, workspaceId })).items).toHaveLength(1);
  });

  test("belongs to others as little as one that does not exist, whatever is asked", async () => {
    const { database, workspaceId, sid } = await storedSession({ size: 4 });
    const stranger = callerOf(database, await newAuthor(database));
    const { id: own } = await stranger.workspace.create({ name: "own" });
    const unknown = newSessionId(Date.now);
    const messages = new Set<string>();
    for (const at of [{ sid }, { sid: unknown }, { sid, workspaceId }, { sid, workspaceId: own }]) {
      const error = await stranger.audit.locate(at).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code: "NOT_FOUND" });
      messages.add((error as Error).message);
    }
    expect(messages.size).toBe(1);
    for (const at of [
      { workspaceId, sid },
      { workspaceId: own, sid },
    ]) {
      for (const ask of [
        () => stranger.audit.session(at),
        () => stranger.audit.records(at),
        () => stranger.audit.verify(at),
        () => stranger.audit.proof({ ...at, of: "record", seq: 0 }),
      ]) {
        await expect(ask()).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    }
    await expect(stranger.audit.sessions({ workspaceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(callerOf(database, null).audit.locate({ sid })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  test("is read by the least of members", async () => {
    const { database, workspaceId, sid } = await storedSession({ size: 4 });
    const viewer = await newAuthor(database);
    await join(database, workspaceId, viewer, "viewer");
    const caller = callerOf(database, viewer);
    expect((await caller.audit.records({ workspaceId, sid })).items).toHaveLength(4);
    expect((await caller.audit.verify({ workspaceId, sid })).code).toBe("OK");
  });
});
