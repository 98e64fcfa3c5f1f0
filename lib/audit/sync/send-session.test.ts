import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { equalBytes, fromUtf8, utf8 } from "../bytes";
import { closeInterrupted, MemoryJournal } from "../recorder";
import { linesOf } from "../recorder/testing/sessions";
import { verify } from "../verify";
import { journalSource, type LogSource } from "./log-source";
import type { Halt } from "./outcome";
import { MemorySyncStore } from "./store";
import { newSession, type TestSession, WORKSPACE } from "./testing/sessions";
import { type Cut, MemoryWitness, newWitnessKeys } from "./testing/witness";
import type { Transport } from "./transport";
import { WorkspaceSync } from "./workspace-sync";

const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2_000) / 100);
const hasher = nodeHasher();
const clock = () => 0;
const { signal } = new AbortController();
const newWitness = () => new MemoryWitness({ hasher, workspaceId: WORKSPACE });

/** Opens the workspace and sends the session: what the uploader of a page does in one round. */
async function sync(
  transport: Transport,
  log: LogSource,
  store = new MemorySyncStore(),
): Promise<Halt | number> {
  const opened = await WorkspaceSync.open({ hasher, transport, store, clock }, WORKSPACE, signal);
  if (!opened.ok) return opened.halt;
  const sent = await opened.value.send(log, signal, () => {});
  return sent.ok ? sent.value : sent.halt;
}

/** Every record there once, the roots equal, and the receipt one that the verifier of bundles believes. */
async function expectEqual(witness: MemoryWitness, { sid, journal, recorder }: TestSession): Promise<void> {
  const lines = await linesOf(journal);
  expect(witness.recordsOf(sid)).toEqual(lines.map((line) => fromUtf8(line)));
  const state = await journal.state();
  expect(state.ackedSize).toBe(recorder.size);
  const opened = await witness.open(WORKSPACE);
  if (!opened.ok) throw new Error("the witness does not answer");
  const { keys } = opened.value;
  const report = await verify(
    { records: [lines] },
    {
      hasher,
      checkpoints: [utf8(state.receipt ?? "")],
      proof: utf8(state.proof ?? ""),
      keys: [...keys.cosigner, ...keys.log],
    },
  );
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe("OK");
}

describe("a session is sent", () => {
  test("whole, in batches of at most 500 records, each with a checkpoint of its own", async () => {
    const [witness, session] = [newWitness(), await newSession(hasher)];
    await session.record(1_233);
    expect(await sync(witness, session.log)).toBe(1_234);
    expect(witness.batches).toBe(3);
    await expectEqual(witness, session);
  });

  test("as it grows, and closed", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    for (const count of [1, 40, 7]) {
      await session.record(count);
      expect(await sync(witness, session.log, store)).toBe(session.recorder.size);
    }
    await session.recorder.close({ key: "keep" });
    await sync(witness, session.log, store);
    await expectEqual(witness, session);
    const { batches } = witness;
    await sync(witness, session.log, store);
    expect(witness.batches).toBe(batches);
  });

  test("in batches of at most 1 MiB, and with the quotes that JSON adds never beyond the body", async () => {
    const [witness, session] = [newWitness(), await newSession(hasher)];
    const path = '"'.repeat(7_000); // each is two bytes in the record, and four in the request
    for (let n = 0; n < 200; n++)
      session.recorder.appendSoon({
        type: "fs.read",
        data: { code: "ALLOWED", request: { path }, verdict: "allow" },
      });
    await session.recorder.flush();
    let largest = 0;
    const measured: Transport = {
      open: (...args) => witness.open(args[0]),
      head: (...args) => witness.head(args[0]),
      proof: (...args) => witness.proof(args[0], args[1]),
      append: (batch) => {
        largest = Math.max(largest, JSON.stringify(batch).length);
        return witness.append(batch);
      },
    };
    await sync(measured, session.log);
    expect(largest).toBeGreaterThan(2 ** 20);
    expect(largest).toBeLessThan(1_280 * 1_024);
    await expectEqual(witness, session);
  });

  test("without its key only if what it had signed covers the rest", async () => {
    const witness = newWitness();
    const closed = await newSession(hasher);
    await closed.record(20);
    await closed.recorder.close({ key: "destroy" });
    expect(await sync(witness, closed.log)).toBe(22);
    await expectEqual(witness, closed);
    const open = await newSession(hasher);
    await open.record(20);
    await open.journal.keys.destroy();
    expect(await sync(witness, open.log)).toMatchObject({ kind: "stopped", code: "NO_KEY" });
  });

  test("and not to a server that it was not begun for", async () => {
    const session = await newSession(hasher, { host: "other.example" });
    expect(await sync(newWitness(), session.log)).toMatchObject({ kind: "stopped", code: "REFUSED" });
  });
});

describe("whatever is lost on the way", () => {
  const cuts = fc.array(fc.constantFrom<Cut>(undefined, "request", "answer"), { maxLength: 30 });
  const steps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });

  test("both sides end in the same state, and nothing is there twice", async () => {
    await fc.assert(
      fc.asyncProperty(cuts, steps, async (lost, counts) => {
        const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
        const left = [...lost];
        witness.cut = () => left.shift();
        for (const count of counts) {
          await session.record(count);
          await sync(witness, session.log, store);
        }
        // At most one cut a round is used up, for each ends it.
        for (let round = 0; round <= lost.length; round++) await sync(witness, session.log, store);
        expect(await store.evidence()).toEqual([]);
        await expectEqual(witness, session);
      }),
      { numRuns: RUNS },
    );
  });

  test("a receipt that was not kept, because the page died, is fetched again", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    await session.record(30);
    const dying: LogSource = {
      ...session.log,
      keep: async (change) => {
        if (change.receipt !== undefined) throw new Error("the page is gone");
        await session.log.keep(change);
      },
    };
    await expect(sync(witness, dying, store)).rejects.toThrow("the page is gone");
    await session.record(5);
    expect(await sync(witness, session.log, store)).toBe(36);
    await expectEqual(witness, session);
  });
});

describe("what cannot be is evidence", () => {
  test("a session that the server has lost is not sent again as if it were new", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    await session.record(3);
    await sync(witness, session.log, store);
    const before = witness.stored;
    await session.record(3);
    await sync(witness, session.log, store);
    witness.stored = before;
    await session.record(3);
    // Of the workspace's log nothing is remembered, as in another browser: the session itself tells.
    const halt = await sync(witness, session.log, new MemorySyncStore());
    expect(halt).toMatchObject({ kind: "stopped", code: "ROLLBACK" });
    expect(witness.recordsOf(session.sid)).toHaveLength(4);
  });

  test("a copied profile that records on by itself is a fork, with both notes", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    await session.record(3);
    await sync(witness, session.log, store);
    const copy = {
      ...session.store,
      records: [...session.store.records],
      isLocked: false,
    };
    const other = await resumeCopy(session.sid, copy);
    await session.record(1);
    await sync(witness, session.log, store);
    const halt = await sync(witness, other, store);
    expect(halt).toMatchObject({ kind: "stopped", code: "FORK" });
    const [kept] = await store.evidence();
    const [ours, theirs] = [kept?.ours.split("\n") ?? [], kept?.theirs.split("\n") ?? []];
    expect(ours.slice(0, 2)).toEqual(theirs.slice(0, 2));
    expect(ours[2]).not.toBe(theirs[2]);
    await expectEqual(witness, session);
  });

  test("a server that has more than there is here", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    await session.record(3);
    const copy = { ...session.store, records: [...session.store.records], isLocked: false };
    await session.record(9);
    await sync(witness, session.log, store);
    const halt = await sync(witness, await resumeCopy(session.sid, copy), store);
    expect(halt).toMatchObject({ code: "FORK", why: expect.stringContaining("here there are fewer") });
  });

  test("records here that are not the countersigned ones are not built upon", async () => {
    const [witness, session] = [newWitness(), await newSession(hasher)];
    await session.record(3);
    await sync(witness, session.log);
    session.store.records[1] = session.store.records[2] as Uint8Array;
    await session.record(1);
    expect(await sync(witness, session.log)).toMatchObject({ kind: "stopped", code: "DAMAGED" });
  });
});

describe("a server that lies", () => {
  const lying = (
    witness: MemoryWitness,
    change: (receipt: Record<string, unknown>) => object,
  ): Transport => ({
    open: (id) => witness.open(id),
    head: (session) => witness.head(session),
    proof: (id, from) => witness.proof(id, from),
    append: async (batch) => {
      const answer = await witness.append(batch);
      return answer.ok ? { ok: true, value: { ...answer.value, ...change(answer.value) } } : answer;
    },
  });

  test.each([
    ["without a cosignature", () => ({ cosignature: "" })],
    ["with another time", ({ time }: { time?: unknown }) => ({ time: Number(time) + 1 })],
    [
      "with another proof",
      ({ proof }: { proof?: unknown }) => ({ proof: String(proof).replace("index 0", "index 1") }),
    ],
    ["with no proof", () => ({ proof: "none" })],
    ["with the cosignature of something else", () => ({ cosignature: otherCosignature })],
  ])("is not believed %s", async (_, change) => {
    const [witness, session] = [newWitness(), await newSession(hasher)];
    await session.record(2);
    expect(await sync(lying(witness, change), session.log)).toMatchObject({ code: "BAD_RECEIPT" });
    expect((await session.journal.state()).ackedSize).toBe(0);
  });

  test("is not believed with the signature of a key that is not the pinned one", async () => {
    const [witness, session, store] = [newWitness(), await newSession(hasher), new MemorySyncStore()];
    await sync(witness, session.log, store);
    await session.record(2);
    const opened = await WorkspaceSync.open({ hasher, transport: witness, store, clock }, WORKSPACE, signal);
    witness.keys = { ...witness.keys, cosigner: newWitnessKeys().cosigner };
    const sent = opened.ok && (await opened.value.send(session.log, signal, () => {}));
    expect(sent).toMatchObject({ ok: false, halt: { code: "BAD_RECEIPT" } });
  });
});

const otherCosignature = "— audit.example/cosigner AAAAAAAAAAAAAAAA\n";

/** What is in the copy, recorded on by somebody who has the key as well. */
async function resumeCopy(sid: string, copy: TestSession["store"]): Promise<LogSource> {
  const journal = MemoryJournal.open(copy);
  await closeInterrupted({ journal, hasher, clock: Date.now, key: "keep" });
  expect(equalBytes(copy.records[0] as Uint8Array, (await linesOf(journal))[0] as Uint8Array)).toBe(true);
  return journalSource(sid, journal);
}
