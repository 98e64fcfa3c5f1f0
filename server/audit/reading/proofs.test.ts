import { describe, expect, test } from "vitest";
import { fromBase64, utf8 } from "@/lib/audit/bytes";
import { openCheckpoint, parseVkey, type Verifier, verifierOf } from "@/lib/audit/note";
import { rootOf, verifyConsistency, verifyInclusion } from "@/lib/audit/tree";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { logOf } from "../../testing/people";
import { intruder, type Stored, storedSession } from "../testing/stored";

const HASHER = nodeHasher();
const HEAVY = process.env.HEAVY === "1" ? [70_000] : [];
const SIZES = [1, 2, 255, 256, 257, 600, ...HEAVY];

const bytes = (hashes: readonly string[]) => hashes.map((hash) => fromBase64(hash) ?? new Uint8Array(0));
const verifiers = (vkeys: readonly string[]): Verifier[] =>
  vkeys.map((vkey) => {
    const read = parseVkey(vkey);
    if (!read.ok) throw new Error(read.why);
    return verifierOf(read.value);
  });

async function checkpointIn(stored: Stored, note: string) {
  const log = await logOf(stored.database);
  const { vkey } = await stored.caller.audit.session(stored);
  const opened = await openCheckpoint(
    utf8(note),
    verifiers([vkey, ...log.workspaceVkeys(stored.workspaceId)]),
    verifiers(log.cosigners),
  );
  if (!opened.ok) throw new Error(opened.why);
  return opened.value;
}
const leavesOf = ({ recorded }: Stored) =>
  recorded.batches.flatMap(({ records }) => records.map((line) => HASHER.leaf(utf8(line))));

/** Several signed sizes; a batch takes 500 records and no more. */
const batchOf = (size: number) => Math.min(500, Math.ceil(size / 7));

/** The ends, the edges of tiles, and some in between. */
const places = (size: number) =>
  [...new Set([0, 1, 127, 254, 255, 256, 511, 512, size >> 1, size - 2, size - 1])].filter(
    (at) => at >= 0 && at < size,
  );

describe.each(SIZES)("in a session of %i records", (size) => {
  test("each record is proved to be under the checkpoint that session and server signed", async () => {
    const stored = await storedSession({ size, batch: batchOf(size) });
    const leaves = leavesOf(stored);
    for (const seq of places(size)) {
      const proof = await stored.caller.audit.proof({ ...stored, of: "record", seq });
      expect(proof).toMatchObject({ index: seq, size });
      const { checkpoint, cosigned } = await checkpointIn(stored, proof.note);
      expect(cosigned).toHaveLength(1);
      const leaf = leaves[seq] ?? new Uint8Array(0);
      expect(verifyInclusion(HASHER, leaf, seq, size, bytes(proof.hashes), checkpoint.root)).toEqual({
        ok: true,
      });
    }
  });

  test("every signed size is proved to extend the smaller ones", async () => {
    const stored = await storedSession({ size, batch: batchOf(size) });
    const leaves = leavesOf(stored);
    const signed = stored.recorded.batches.map(({ old, records }) => old + records.length);
    for (const to of signed.slice(-20)) {
      for (const from of places(to + 1).filter((at) => at > 0)) {
        const proof = await stored.caller.audit.proof({ ...stored, of: "session", from, to });
        const { checkpoint } = await checkpointIn(stored, proof.note);
        const before = rootOf(HASHER, leaves, from);
        expect(verifyConsistency(HASHER, from, to, bytes(proof.hashes), before, checkpoint.root)).toEqual({
          ok: true,
        });
      }
    }
  });
});

describe("the log of a workspace", () => {
  test("is proved to extend each smaller size", async () => {
    const stored = await storedSession({ size: 600, batch: 2 });
    const texts = stored.recorded.batches.map(({ note }) => note.slice(0, note.indexOf("\n\n") + 1));
    const leaves = texts.map((text) => HASHER.leaf(utf8(text)));
    for (const from of [1, 2, 255, 256, 257, 299, 300]) {
      const proof = await stored.caller.audit.proof({ ...stored, of: "workspace", from });
      const { checkpoint } = await checkpointIn(stored, proof.note);
      expect(checkpoint).toMatchObject({ origin: `localhost/w/${stored.workspaceId}`, size: 300 });
      const before = rootOf(HASHER, leaves, from);
      expect(verifyConsistency(HASHER, from, 300, bytes(proof.hashes), before, checkpoint.root)).toEqual({
        ok: true,
      });
    }
  });
});

describe("a proof is refused", () => {
  test("outside of what was signed", async () => {
    const { caller, workspaceId, sid } = await storedSession({ size: 20, batch: 10 });
    const at = { workspaceId, sid };
    for (const wanted of [
      { ...at, of: "record", seq: 20 } as const,
      { ...at, of: "record", seq: 3, size: 7 } as const,
      { ...at, of: "session", from: 0 } as const,
      { ...at, of: "session", from: 21 } as const,
      { ...at, of: "workspace", from: 0 } as const,
      { ...at, of: "workspace", from: 3 } as const,
    ]) {
      await expect(caller.audit.proof(wanted)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
  });

  test("where the records are not those that were signed", async () => {
    const stored = await storedSession({ size: 300, batch: 100 });
    const client = await intruder(stored);
    await client.execute(
      "UPDATE audit_records SET line = replace(line, 'file-299', 'file-298') WHERE seq = 299",
    );
    for (const seq of [280, 299]) {
      await expect(stored.caller.audit.proof({ ...stored, of: "record", seq })).rejects.toMatchObject({
        cause: { code: "LOG_REFUSED" },
      });
    }
    await client.execute("DELETE FROM audit_session_tiles");
    await expect(stored.caller.audit.proof({ ...stored, of: "session", from: 256 })).rejects.toMatchObject({
      cause: { code: "LOG_REFUSED" },
    });
  });
});
