/**
 * Public vectors of Merkle proofs (RFC 6962 and 9162): good ones must verify, and are made again from the leaves where
 * they are about them; bad ones must be refused. The file also has proofs about subtrees, from a draft for certificates
 * that the log does not use: they are told apart by their kind.
 */
import { z } from "zod";
import { equalBytes, fromBase64, fromHex } from "../../../lib/audit/bytes";
import { loadWasmHasher } from "../../../lib/audit/hash";
import {
  proveConsistency,
  proveInclusion,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "../../../lib/audit/tree";
import { defineSuite, type Judgement, type Miss } from "../suite";

const base64 = z.string().transform((text) => fromBase64(text) ?? new Uint8Array(0));
const hex = z.string().transform((text) => fromHex(text) ?? new Uint8Array(0));
const proof = z
  .array(base64)
  .nullable()
  .transform((hashes) => hashes ?? []);
/** Numbers beyond 2^53 are in the file as well; they are refused like every number that cannot be computed with. */
const common = { name: z.string(), proof, wantErr: z.boolean() };
const inclusion = z.object({
  kind: z.literal("inclusion"),
  ...common,
  leafIdx: z.number(),
  treeSize: z.number(),
  root: base64,
  leafHash: base64,
});
const consistency = z.object({
  kind: z.literal("consistency"),
  ...common,
  size1: z.number(),
  size2: z.number(),
  root1: base64,
  root2: base64,
});
const other = z.object({ kind: z.enum(["subtreeinclusion", "subtreeconsistency"]) });
const fileSchema = z.object({
  header: z.object({
    leaf_inputs_hex: z.array(hex),
    root_hashes_hex_size_1_to_8: z.array(hex),
    empty_root_hex: hex,
  }),
  records: z.array(z.discriminatedUnion("kind", [inclusion, consistency, other])),
});
type Vector = z.infer<typeof inclusion> | z.infer<typeof consistency>;

const hasher = await loadWasmHasher();
const same = (a: readonly Uint8Array[], b: readonly Uint8Array[]) =>
  a.length === b.length && a.every((hash, i) => equalBytes(hash, b[i] as Uint8Array));

function verdictOf(vector: Vector) {
  return vector.kind === "inclusion"
    ? verifyInclusion(hasher, vector.leafHash, vector.leafIdx, vector.treeSize, vector.proof, vector.root)
    : verifyConsistency(hasher, vector.size1, vector.size2, vector.proof, vector.root1, vector.root2);
}

/** The other way: a good proof about the tree of the file is the one that is made here. */
function isMadeAlike(vector: Vector, leaves: readonly Uint8Array[]): boolean {
  const size = vector.kind === "inclusion" ? vector.treeSize : vector.size2;
  const root = vector.kind === "inclusion" ? vector.root : vector.root2;
  if (size > leaves.length || !equalBytes(rootOf(hasher, leaves, size), root)) return true;
  const made =
    vector.kind === "inclusion"
      ? proveInclusion(hasher, leaves, vector.leafIdx, size)
      : proveConsistency(hasher, leaves, vector.size1, size);
  return same(made, vector.proof);
}

function judge(vector: Vector, leaves: readonly Uint8Array[]): Miss | undefined {
  const id = `${vector.kind} ${vector.name}`;
  const verdict = verdictOf(vector);
  if (verdict.ok === vector.wantErr) {
    return {
      id,
      expected: vector.wantErr ? "refused" : "verified",
      got: verdict.ok ? "verified" : verdict.why,
    };
  }
  return vector.wantErr || isMadeAlike(vector, leaves)
    ? undefined
    : { id, expected: "this proof", got: "another" };
}

function run({ bytes }: { readonly bytes: Uint8Array }): Judgement {
  const { header, records } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const leaves = header.leaf_inputs_hex.map((input) => hasher.leaf(input));
  const wrong: Miss[] = [];
  const roots = [header.empty_root_hex, ...header.root_hashes_hex_size_1_to_8];
  for (const [size, root] of roots.entries()) {
    if (!equalBytes(rootOf(hasher, leaves, size), root)) {
      wrong.push({ id: `root of ${size}`, expected: "the one of the file", got: "another" });
    }
  }
  const vectors = records.filter(
    (record): record is Vector => record.kind === "inclusion" || record.kind === "consistency",
  );
  wrong.push(...vectors.map((vector) => judge(vector, leaves)).filter((miss) => miss !== undefined));
  return { right: roots.length + vectors.length - wrong.length, wrong, explained: {} };
}

export const suite = defineSuite({ name: "Merkle proofs", reads: "vectors/merkle_rfc6962.json", run });
