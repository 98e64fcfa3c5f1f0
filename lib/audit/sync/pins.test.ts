import { describe, expect, test } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { checkPins, type Pins } from "./pins";
import { MemorySyncStore } from "./store";
import { newSession, WORKSPACE } from "./testing/sessions";
import { MemoryWitness, newWitnessKeys } from "./testing/witness";
import { WorkspaceSync } from "./workspace-sync";

const hasher = nodeHasher();
const { signal } = new AbortController();

async function opened(witness: MemoryWitness) {
  const answer = await witness.open(WORKSPACE);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
const newWitness = () => new MemoryWitness({ hasher, workspaceId: WORKSPACE });

describe("the keys of a server", () => {
  test("are taken at the first visit, and known at the next", async () => {
    const server = await opened(newWitness());
    const first = checkPins(undefined, server, WORKSPACE);
    expect(first).toMatchObject({ ok: true, isFirst: true });
    expect(first.ok && checkPins(first.pins, server, WORKSPACE)).toMatchObject({ ok: true, isFirst: false });
  });

  test.each(["log", "cosigner"] as const)("of which the %s changes are not taken silently", async (which) => {
    const [witness, store] = [newWitness(), new MemorySyncStore()];
    const parts = { hasher, transport: witness, store, clock: () => 0 };
    const session = await newSession(hasher);
    const before = await WorkspaceSync.open(parts, WORKSPACE, signal);
    if (before.ok) await before.value.send(session.log, signal, () => {});
    witness.keys = { ...witness.keys, [which]: newWitnessKeys()[which] };
    const changed = await WorkspaceSync.open(parts, WORKSPACE, signal);
    expect(changed).toMatchObject({ ok: false, halt: { kind: "stopped", code: "KEYS_CHANGED" } });
    const offered = !changed.ok && changed.halt.kind === "stopped" ? changed.halt.offered : undefined;
    // A person says that it is so: then the new key is believed, and what the old one signed still is.
    await store.savePins(offered as Pins);
    await session.record(3);
    const after = await WorkspaceSync.open(parts, WORKSPACE, signal);
    expect(after.ok && (await after.value.send(session.log, signal, () => {}))).toEqual({
      ok: true,
      value: 4,
    });
  });

  test("of another name are another server's", async () => {
    const server = await opened(newWitness());
    const pinned = checkPins(undefined, server, WORKSPACE);
    const moved = await opened(new MemoryWitness({ hasher, workspaceId: WORKSPACE, host: "moved.example" }));
    expect(pinned.ok && checkPins(pinned.pins, moved, WORKSPACE)).toMatchObject({
      ok: false,
      offered: { host: "moved.example" },
    });
  });

  test("that are none, of another workspace or of another kind are refused", async () => {
    const server = await opened(newWitness());
    const { log, cosigner } = server.keys;
    for (const keys of [
      { log: [], cosigner },
      { log: ["what"], cosigner },
      { log: cosigner, cosigner },
      { log, cosigner: log },
    ]) {
      const checked = checkPins(undefined, { ...server, keys }, WORKSPACE);
      expect(checked).toMatchObject({ ok: false });
      expect(checked).not.toHaveProperty("offered");
    }
    expect(checkPins(undefined, server, "ws_other")).toMatchObject({ ok: false });
  });

  test("that are added as retired ones are not believed", async () => {
    const server = await opened(newWitness());
    const other = await opened(newWitness());
    const pinned = checkPins(undefined, server, WORKSPACE);
    if (!pinned.ok) throw new Error(pinned.why);
    const keys = { log: [...server.keys.log, ...other.keys.log], cosigner: server.keys.cosigner };
    expect(checkPins(pinned.pins, { ...server, keys }, WORKSPACE)).toEqual({
      ok: true,
      pins: pinned.pins,
      isFirst: false,
    });
  });
});
