import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { receiptFacts } from "./receipt-facts";
import { MemorySyncStore } from "./store";
import { newSession, WORKSPACE } from "./testing/sessions";
import { MemoryWitness } from "./testing/witness";
import { WorkspaceSync } from "./workspace-sync";

describe("what a kept receipt says", () => {
  test("is its time and where it is anchored; without one, nothing", async () => {
    const hasher = nodeHasher();
    const [witness, session] = [
      new MemoryWitness({ hasher, workspaceId: WORKSPACE }),
      await newSession(hasher),
    ];
    expect(receiptFacts(await session.journal.state())).toEqual({ countersigned: null, anchored: null });
    const parts = { hasher, transport: witness, store: new MemorySyncStore(), clock: () => 0 };
    const { signal } = new AbortController();
    const opened = await WorkspaceSync.open(parts, WORKSPACE, signal);
    if (opened.ok) await opened.value.send(session.log, signal, () => {});
    expect(receiptFacts(await session.journal.state())).toEqual({
      countersigned: { size: 1, time: witness.now },
      anchored: { size: 1 },
    });
  });

  test("is nothing where it is no receipt", () => {
    expect(receiptFacts({ ackedSize: 3, receipt: "what", proof: "what" })).toEqual({
      countersigned: null,
      anchored: null,
    });
  });
});
