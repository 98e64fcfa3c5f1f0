import { describe, expect, it } from "vitest";
import { fromUtf8, toBase64, toHex } from "@/lib/audit/bytes";
import { formatVkey } from "@/lib/audit/note";
import { proveInclusion } from "@/lib/audit/tree";
import { COSIGNER, TestSession } from "@/lib/audit/verify/testing/session";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { type ProofToCheck, proveRecord } from "./prove-record";

const hasher = nodeHasher();
const session = new TestSession(hasher);
const SEQ = 3;

async function given(change: Partial<ProofToCheck> = {}): Promise<ProofToCheck> {
  const leaves = session.records.map((record) => hasher.leaf(record));
  return {
    line: fromUtf8(session.records[SEQ] as Uint8Array) as string,
    seq: SEQ,
    size: session.size,
    hashes: proveInclusion(hasher, leaves, SEQ, session.size).map(toBase64),
    note: fromUtf8(await session.receipt()) as string,
    keys: [formatVkey(COSIGNER.vkey)],
    ...change,
  };
}

describe("proveRecord", () => {
  it("leads from the record to the root that was signed", async () => {
    const check = await proveRecord(hasher, await given());
    expect(check).toMatchObject({
      ok: true,
      leaf: hasher.leafHex(session.records[SEQ] as Uint8Array),
      root: toHex(session.checkpoint().root),
      size: session.size,
      signedBy: [COSIGNER.vkey.name],
    });
  });

  it.each<[string, Partial<ProofToCheck>]>([
    ["another record", { line: fromUtf8(session.records[SEQ + 1] as Uint8Array) as string }],
    ["another place", { seq: SEQ + 1 }],
    ["another size", { size: session.size - 1 }],
    ["a missing hash", { hashes: [] }],
    ["a hash that is none", { hashes: ["?"] }],
    ["no known key", { keys: [] }],
    ["a key that is none", { keys: ["nonsense"] }],
    ["a note that is none", { note: "audit.example\n7\n" }],
  ])("says why not: %s", async (_, change) => {
    const check = await proveRecord(hasher, await given(change));
    expect(check).toMatchObject({ ok: false, why: expect.stringMatching(/\w/) });
  });

  it("refuses a changed note", async () => {
    const { note } = await given();
    const check = await proveRecord(hasher, await given({ note: note.replace("\n8\n", "\n9\n"), size: 9 }));
    expect(check.ok).toBe(false);
  });
});
