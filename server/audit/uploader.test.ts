/** The uploader of browsers against the real router and a real database: what the tests of lib/audit/sync say of a witness. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromUtf8 } from "@/lib/audit/bytes";
import { MemorySyncStore } from "@/lib/audit/sync/store";
import { newSession, type TestSession } from "@/lib/audit/sync/testing/sessions";
import type { Cut } from "@/lib/audit/sync/testing/witness";
import type { Answer, Transport } from "@/lib/audit/sync/transport";
import { WorkspaceSync } from "@/lib/audit/sync/workspace-sync";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { callerOf, logOf, newAuthor } from "../testing/people";
import { tempDatabase } from "../testing/temp-database";
import { asAegisError } from "../trpc/errors";

const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2_000) / 500);
const hasher = nodeHasher();
const { signal } = new AbortController();

/** The routers as a transport, of which questions or answers can be lost. */
async function newServer() {
  const database = await tempDatabase();
  const caller = callerOf(database, await newAuthor(database));
  const { id: workspaceId } = await caller.workspace.create({ name: "tested" });
  const { host } = await logOf(database);
  const lost: Cut[] = [];
  const ask = async <T>(work: () => Promise<T>): Promise<Answer<T>> => {
    const cut = lost.shift();
    if (cut === "request") return { ok: false, code: "UNREACHABLE", message: "lost" };
    try {
      const value = await work();
      return cut === "answer" ? { ok: false, code: "UNREACHABLE", message: "lost" } : { ok: true, value };
    } catch (thrown) {
      const { code, message } = asAegisError(thrown as Parameters<typeof asAegisError>[0]);
      return { ok: false, code, message };
    }
  };
  const transport: Transport = {
    open: (workspaceId) => ask(() => caller.audit.open({ workspaceId })),
    append: (batch) => ask(() => caller.audit.append(batch)),
    head: (session) => ask(() => caller.audit.head(session)),
    proof: (workspaceId, from) => ask(() => caller.audit.proof({ of: "workspace", workspaceId, from })),
  };
  const records = async (sid: string) => {
    const lines: string[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page = await caller.audit.records({ workspaceId, sid, from, limit: 500 });
      lines.push(...page.items.map(({ line }) => line));
      from = page.next;
    }
    return lines;
  };
  return { transport, workspaceId, host, lost, records };
}
type Server = Awaited<ReturnType<typeof newServer>>;

async function round({ transport, workspaceId }: Server, { log }: TestSession, store: MemorySyncStore) {
  const parts = { hasher, transport, store, clock: () => 0 };
  const opened = await WorkspaceSync.open(parts, workspaceId, signal);
  return opened.ok ? opened.value.send(log, signal, () => {}) : opened;
}

describe("the real server", () => {
  test("takes a session in batches, as it grows, and its receipts are believed", async () => {
    const server = await newServer();
    const session = await newSession(hasher, server);
    const store = new MemorySyncStore();
    for (const count of [3, 1_200]) {
      await session.record(count);
      expect(await round(server, session, store)).toEqual({ ok: true, value: session.recorder.size });
    }
    await session.recorder.close({ key: "keep" });
    expect(await round(server, session, store)).toMatchObject({ ok: true, value: 1_205 });
    expect(await server.records(session.sid)).toEqual(session.store.records.map((line) => fromUtf8(line)));
  });

  test("ends in the same state as the browser, whatever is lost on the way", async () => {
    const cuts = fc.array(fc.constantFrom<Cut>(undefined, "request", "answer"), { maxLength: 12 });
    const steps = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 3 });
    const server = await newServer();
    await fc.assert(
      fc.asyncProperty(cuts, steps, async (lost, counts) => {
        const [session, store] = [await newSession(hasher, server), new MemorySyncStore()];
        server.lost.push(...lost);
        for (const count of counts) {
          await session.record(count);
          await round(server, session, store);
        }
        while (server.lost.length > 0) await round(server, session, store);
        expect(await round(server, session, store)).toMatchObject({ ok: true, value: session.recorder.size });
        expect(await store.evidence()).toEqual([]);
        expect(await server.records(session.sid)).toEqual(
          session.store.records.map((line) => fromUtf8(line)),
        );
      }),
      { numRuns: RUNS },
    );
  });
});
