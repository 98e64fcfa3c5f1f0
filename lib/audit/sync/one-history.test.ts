import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import type { Halt } from "./outcome";
import { MemorySyncStore } from "./store";
import { newSession, WORKSPACE } from "./testing/sessions";
import { flipBase64, MemoryWitness, newWitnessKeys } from "./testing/witness";
import type { Transport } from "./transport";
import { WorkspaceSync } from "./workspace-sync";

const hasher = nodeHasher();
const { signal } = new AbortController();
const newWitness = () => new MemoryWitness({ hasher, workspaceId: WORKSPACE });

async function visit(transport: Transport, store: MemorySyncStore): Promise<Halt | WorkspaceSync> {
  const opened = await WorkspaceSync.open({ hasher, transport, store, clock: () => 7 }, WORKSPACE, signal);
  return opened.ok ? opened.value : opened.halt;
}

/** A session of its own for each batch: that many leaves. */
async function grow(witness: MemoryWitness, leaves: number, store = new MemorySyncStore()): Promise<void> {
  for (let n = 0; n < leaves; n++) {
    const sync = await visit(witness, store);
    const { log } = await newSession(hasher);
    if (sync instanceof WorkspaceSync) await sync.send(log, signal, () => {});
  }
}

describe("the log of a workspace", () => {
  test("is remembered, and has to extend what was seen, whoever wrote into it meanwhile", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, 3, store);
    await grow(witness, 6);
    const sync = await visit(witness, store);
    expect(sync).toMatchObject({ head: { size: 9 } });
    const kept = await store.claims("audit.example/w/ws_test");
    expect(kept.map((note) => note.split("\n")[1])).toEqual(["9"]);
  });

  test.each([0, 1, 2])("set back to %i of 3 leaves it is a rollback, with both notes", async (leaves) => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, leaves, store);
    const before = witness.stored;
    await grow(witness, 3 - leaves, store);
    witness.stored = before;
    expect(await visit(witness, store)).toMatchObject({ kind: "stopped", code: "ROLLBACK" });
    const [evidence, ...more] = await store.evidence();
    expect(more).toEqual([]);
    expect(evidence).toMatchObject({ code: "ROLLBACK", origin: "audit.example/w/ws_test", at: 7 });
    expect(evidence?.ours).toContain("audit.example/w/ws_test\n3\n");
    // It is kept once, and what was remembered stays: the next visit says the same.
    expect(await visit(witness, store)).toMatchObject({ code: "ROLLBACK" });
    expect(await store.evidence()).toHaveLength(1);
  });

  test("set back and grown on past what was seen, it is a fork", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, 2, store);
    const before = witness.stored;
    await grow(witness, 1, store);
    witness.stored = before;
    await grow(witness, 4);
    expect(await visit(witness, store)).toMatchObject({ kind: "stopped", code: "FORK" });
  });

  test("that another one of the same size takes the place of is a fork", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    const empty = witness.stored;
    await grow(witness, 2, store);
    witness.stored = empty;
    await grow(witness, 2);
    expect(await visit(witness, store)).toMatchObject({ code: "FORK" });
  });

  test("whose proof is wrong, or of something else, is not followed", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, 3, store);
    await grow(witness, 2);
    const withProof = (change: (from: number) => ReturnType<Transport["proof"]>): Transport => ({
      open: (id) => witness.open(id),
      append: (batch) => witness.append(batch),
      head: (session) => witness.head(session),
      proof: (_, from) => change(from),
    });
    const flipped = withProof(async (from) => {
      const answer = await witness.proof(WORKSPACE, from);
      return answer.ok
        ? { ok: true, value: { ...answer.value, hashes: answer.value.hashes.map(flipBase64) } }
        : answer;
    });
    expect(await visit(flipped, store)).toMatchObject({ code: "FORK" });
    const other = withProof(() => witness.proof(WORKSPACE, 1));
    expect(await visit(other, store)).toMatchObject({ code: "BAD_RECEIPT" });
    expect(await visit(witness, store)).toBeInstanceOf(WorkspaceSync);
  });

  test("is not given up because the server cannot prove it just now", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, 2, store);
    await grow(witness, 2);
    witness.cut = (question) => (question === "proof" ? "answer" : undefined);
    expect(await visit(witness, store)).toMatchObject({ kind: "later" });
    witness.cut = () => undefined;
    expect(await visit(witness, store)).toMatchObject({ head: { size: 4 } });
  });

  test("that grows while it is asked about is followed to where it then is", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    await grow(witness, 2, store);
    await grow(witness, 2);
    let times = 3;
    const growing: Transport = {
      open: (id) => witness.open(id),
      append: (batch) => witness.append(batch),
      head: (session) => witness.head(session),
      proof: async (id, from) => {
        if (times-- > 0) await grow(witness, 1);
        return witness.proof(id, from);
      },
    };
    expect(await visit(growing, store)).toMatchObject({ head: { size: 7 } });
  });

  test("says who of the witnesses has seen it", async () => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    witness.witnesses = [newWitnessKeys().log, newWitnessKeys().log];
    await grow(witness, 2, store);
    const sync = await visit(witness, store);
    expect(sync instanceof WorkspaceSync && sync.head?.seenBy).toHaveLength(2);
  });
});
