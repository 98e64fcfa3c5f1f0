import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../bytes";
import { formatVkey, signNote, writeCheckpoint } from "../note";
import { testLog } from "../note/testing/keys";
import { proveConsistency } from "../tree";
import {
  check,
  cosignerKey,
  enoughWitnesses,
  hasher,
  proof,
  receipt,
  session,
  warningCodes,
  workspaceKey,
} from "./testing/check";
import { calls, TestSession, WITNESSES, workspaceLog } from "./testing/session";

describe("what was seen before", () => {
  test("a longer session: rolled back; one that contradicts: forked; a beginning: fine", async () => {
    const keys = [cosignerKey];
    const short = await session.receipt(3);
    const cut = session.records.slice(0, 3);
    const seen = (checkpoint: ReturnType<TestSession["checkpoint"]>) => ({
      remembered: { session: checkpoint },
    });
    const rolled = await check(cut, { checkpoints: [short], keys, ...seen(session.checkpoint(6)) });
    expect(rolled).toMatchObject({ verdict: "ROLLBACK", faults: [{ place: { in: "remembered" } }] });
    const other = new TestSession(hasher, { entries: calls(2, 9) });
    const forked = await check(session.records, {
      checkpoints: [receipt],
      keys,
      ...seen(other.checkpoint(4)),
    });
    expect(forked.verdict).toBe("FORK");
    const fine = await check(session.records, {
      checkpoints: [receipt],
      keys,
      ...seen(session.checkpoint(4)),
    });
    expect(fine.verdict).toBe("OK");
    const missing = await check(cut, { checkpoints: [receipt], keys, ...seen(session.checkpoint(6)) });
    expect(missing.verdict).toBe("MISSING_ENTRIES");
    expect((await check(cut, seen(session.checkpoint(6)))).verdict).toBe("ROLLBACK");
    expect((await check(cut, seen(session.checkpoint(3)))).verdict).toBe("unknown");
  });

  test("a workspace's log that was longer, that is another one, or that is not shown to extend it", async () => {
    const texts = ["of another session\n", session.checkpointText(1), session.checkpointText(), "later\n"];
    const now = workspaceLog(hasher, texts);
    const options = (
      then: { origin: string; size: number; root: Uint8Array },
      consistency: Uint8Array[],
    ) => ({
      checkpoints: [receipt],
      proof,
      ...session.knowledge,
      remembered: { workspace: { checkpoint: then, consistency } },
    });
    const then = workspaceLog(hasher, texts.slice(0, 3)).checkpoint;
    const path = proveConsistency(hasher, now.leaves, 3, 4);
    expect((await check(session.records, options(then, path))).verdict).toBe("OK");
    expect((await check(session.records, options(now.checkpoint, []))).verdict).toBe("OK");
    expect((await check(session.records, options(then, []))).verdict).toBe("FORK");
    const other = workspaceLog(hasher, ["x", "y", "z"]).checkpoint;
    expect((await check(session.records, options(other, path))).verdict).toBe("FORK");
    const longer = workspaceLog(hasher, [...texts, "more\n"]).checkpoint;
    expect((await check(session.records, options(longer, []))).verdict).toBe("ROLLBACK");
    expect(
      (await check(session.records, options({ ...then, origin: "audit.example/w/x" }, path))).verdict,
    ).toBe("FORK");
    const { proof: _, ...without } = options(then, path);
    expect((await check(session.records, without)).verdict).toBe("UNANCHORED_TAIL");
  });
});

describe("evidence that does not hold", () => {
  const keys = [session.vkey, cosignerKey, workspaceKey];

  test("a changed line or signature of the checkpoint", async () => {
    const text = fromUtf8(receipt) as string;
    const change = (from: string, to: string) => utf8(text.replace(from, to));
    const changed: [Uint8Array, string][] = [
      [change(`\n${session.size}\n`, `\n${session.size - 1}\n`), "BAD_SIGNATURE"],
      [change(`\n${session.size}\n`, `\n0${session.size}\n`), "PARSE"],
      [change("audit.example/s/", "audit.example/t/"), "BAD_SIGNATURE"],
      [change("\n\n", "\n"), "PARSE"],
      [new Uint8Array(0), "PARSE"],
      [utf8("no note\n"), "PARSE"],
    ];
    for (const [note, verdict] of changed)
      expect((await check(session.records, { checkpoints: [note], keys })).verdict).toBe(verdict);
  });

  test("a checkpoint of another session", async () => {
    const other = new TestSession(hasher, { number: 2 });
    const checkpoints = [await other.receipt()];
    expect((await check(session.records, { checkpoints, keys })).verdict).toBe("FOREIGN_SESSION");
    expect((await check(session.records, { checkpoints })).verdict).toBe("FOREIGN_SESSION");
    expect((await check(session.records, { sid: other.sid })).verdict).toBe("FOREIGN_SESSION");
  });

  test("a proof of another checkpoint, of an unknown log, or of a log on another host", async () => {
    const of = (given: Uint8Array) => check(session.records, { checkpoints: [receipt], proof: given, keys });
    expect(await of(await session.proof(3))).toMatchObject({
      verdict: "ROOT_MISMATCH",
      faults: [{ place: { in: "proof" } }],
    });
    const unknown = { checkpoints: [receipt], proof, keys: [session.vkey, cosignerKey] };
    expect((await check(session.records, unknown)).verdict).toBe("UNKNOWN_KEY");
    const foreign = new TestSession(hasher);
    const elsewhere = testLog("evil.example/w/demo", 8);
    const text = fromUtf8(await foreign.proof()) as string;
    const { leaves, checkpoint } = workspaceLog(hasher, [
      "of another session\n",
      session.checkpointText(1),
      session.checkpointText(),
      "later\n",
    ]);
    expect(leaves).toHaveLength(4);
    const note = await signNote(writeCheckpoint({ ...checkpoint, origin: "evil.example/w/demo" }), [
      elsewhere.signer,
    ]);
    const moved = utf8(text.slice(0, text.indexOf("\n\n") + 2) + note);
    const report = await check(session.records, {
      checkpoints: [receipt],
      proof: moved,
      keys: [...keys, formatVkey(elsewhere.vkey)],
    });
    expect(report.verdict).toBe("ROOT_MISMATCH");
    expect((await of(utf8("nonsense"))).verdict).toBe("PARSE");
  });

  test("a quorum that is not met", async () => {
    const one = await session.proof(session.size, enoughWitnesses.slice(0, 1));
    const report = await check(session.records, { checkpoints: [receipt], proof: one, ...session.knowledge });
    expect(report).toMatchObject({
      verdict: "UNANCHORED_TAIL",
      covered: 0,
      isPolicyMet: false,
      states: { witnessed: { k: 1, n: 3 } },
    });
    expect(warningCodes(report)).toEqual(["NOT_WITNESSED"]);
  });

  test("witnesses of the session's own checkpoint count with those of the workspace's", async () => {
    const both = await session.receipt(session.size, WITNESSES.slice(2));
    const one = await session.proof(session.size, enoughWitnesses.slice(0, 1));
    const report = await check(session.records, { checkpoints: [both], proof: one, ...session.knowledge });
    expect(report).toMatchObject({ verdict: "OK", states: { witnessed: { k: 2, n: 3 } } });
  });
});
