import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, joinBytes, toBase64, toHex, utf8 } from "../bytes";
import { loadWasmHasher } from "../hash";
import {
  formatVkey,
  openCheckpoint,
  openNote,
  parseNote,
  parseVkey,
  readCheckpoint,
  readCosignature,
  readTlogProof,
  verifierOf,
  writeCheckpoint,
  writeCosignature,
  writeNote,
  writeTlogProof,
} from "../note";
import {
  CompactRange,
  proveConsistency,
  proveInclusion,
  readEntries,
  verifyConsistency,
  verifyInclusion,
  writeEntries,
} from "../tree";
import {
  BUNDLE_LENGTHS,
  CONSISTENCY_2_TO_4,
  INCLUSION_OF_1_IN_4,
  LINKS,
  RECORDS,
  ROOTS,
  SESSION_NOTE,
  TLOG_PROOF,
  VKEYS,
} from "./worked-example";

const hasher = await loadWasmHasher();
const leaves = RECORDS.map((record) => hasher.leaf(utf8(record)));
const SESSION = "audit.example/s/0198c0de-0000-7000-8000-000000000001";

function taken<T>(
  read: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string },
): T {
  if (!read.ok) throw new Error(read.why);
  return read.value;
}

const keyOf = (vkey: string) => taken(parseVkey(vkey));
const root = (size: number) => fromHex(ROOTS[size] as string) as Uint8Array;
/** What the workspace log holds of the session: its checkpoints, as text. */
const checkpointText = (size: number) => writeCheckpoint({ origin: SESSION, size, root: root(size) });
const workspaceLeaves = [2, 4].map((size) => utf8(checkpointText(size)));

describe("the worked example, to the byte", () => {
  test("leaves and links", () => {
    expect(leaves.map(toHex)).toEqual(LINKS);
    expect(RECORDS.map((record) => hasher.leafHex(utf8(record)))).toEqual(LINKS);
    expect(RECORDS.slice(1).every((record, i) => record.includes(`"prev":"${LINKS[i]}"`))).toBe(true);
  });

  test("roots of all sizes", () => {
    const range = CompactRange.empty(hasher);
    const roots = [toHex(range.root())];
    for (const link of LINKS) {
      range.appendHex(link);
      roots.push(toHex(range.root()));
    }
    expect(roots).toEqual(ROOTS);
  });

  test("proofs, made and verified", () => {
    expect(proveConsistency(hasher, leaves, 2, 4).map(toBase64)).toEqual(CONSISTENCY_2_TO_4);
    expect(proveInclusion(hasher, leaves, 1, 4).map(toBase64)).toEqual(INCLUSION_OF_1_IN_4);
    const [consistency, inclusion] = [CONSISTENCY_2_TO_4, INCLUSION_OF_1_IN_4].map((proof) =>
      proof.map((hash) => fromBase64(hash) as Uint8Array),
    ) as [Uint8Array[], Uint8Array[]];
    expect(verifyConsistency(hasher, 2, 4, consistency, root(2), root(4))).toEqual({ ok: true });
    expect(verifyInclusion(hasher, leaves[1] as Uint8Array, 1, 4, inclusion, root(4))).toEqual({ ok: true });
  });

  test("keys, both ways", () => {
    for (const vkey of Object.values(VKEYS)) expect(formatVkey(keyOf(vkey))).toBe(vkey);
  });

  test("the session's checkpoint: signed by the session, cosigned by the server", async () => {
    const [session, cosigner] = [verifierOf(keyOf(VKEYS.session)), verifierOf(keyOf(VKEYS.cosigner))];
    const { checkpoint, note, cosigned } = taken(
      await openCheckpoint(utf8(SESSION_NOTE), [session], [cosigner]),
    );
    expect(checkpoint).toEqual({ origin: SESSION, size: 4, root: root(4) });
    expect(note.verified.map(({ name }) => name)).toEqual([SESSION, "audit.example/cosigner"]);
    expect(cosigned).toEqual([{ name: "audit.example/cosigner", keyId: "649d3c13", time: 1_767_225_610 }]);
    expect(checkpointText(4)).toBe(note.text);
    expect(writeNote(note)).toBe(SESSION_NOTE);
    const payload = note.signatures[1]?.payload as Uint8Array;
    expect(writeCosignature(taken(readCosignature(payload)))).toEqual(payload);
    expect((await openNote(utf8(SESSION_NOTE), [verifierOf(keyOf(VKEYS.workspace))])).ok).toBe(false);
  });

  test("the proof that the workspace log has the session's checkpoint", async () => {
    const proof = taken(readTlogProof(utf8(TLOG_PROOF)));
    expect(writeTlogProof(proof)).toBe(TLOG_PROOF);
    const log = verifierOf(keyOf(VKEYS.workspace));
    const { checkpoint } = taken(await openCheckpoint(utf8(proof.checkpoint), [log]));
    expect(checkpoint).toMatchObject({ origin: "audit.example/w/demo", size: 2 });
    const leaf = hasher.leaf(utf8(taken(parseNote(utf8(SESSION_NOTE))).text));
    expect(
      verifyInclusion(hasher, leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root),
    ).toEqual({
      ok: true,
    });
    const range = CompactRange.empty(hasher);
    for (const entry of workspaceLeaves) range.append(hasher.leaf(entry));
    expect(range.root()).toEqual(checkpoint.root);
    expect(taken(readCheckpoint(taken(parseNote(utf8(proof.checkpoint))).text))).toEqual(checkpoint);
  });

  test("the entry bundle of the workspace log", () => {
    const bundle = writeEntries(workspaceLeaves);
    expect(bundle.length).toBe(204);
    expect([bundle[1], bundle[103]]).toEqual(BUNDLE_LENGTHS);
    expect(bundle).toEqual(joinBytes(workspaceLeaves.flatMap((entry) => [Uint8Array.of(0, 100), entry])));
    expect(readEntries(bundle, 2)).toEqual(workspaceLeaves);
  });
});
