/** Verifies dropped files, where they are: the page reads them itself, and nothing leaves it. */
import { type BodiesReport, BundleFault, checkBodies } from "@/lib/audit/bundle";
import type { Hasher } from "@/lib/audit/hash";
import { type Knowledge, type Progress, type Report, verify } from "@/lib/audit/verify";
import { type Excerpt, ExcerptTap, lineAt } from "./excerpt";
import { keysOfServer, namedKnowledge, type ServerKeys, type Trust } from "./keys";
import { type GivenFile, type Material, readMaterial } from "./material";

export interface FilesJob {
  readonly files: readonly GivenFile[];
  readonly trust: Trust;
  readonly server: ServerKeys | null;
  /** The reader's own, as vkeys. */
  readonly keys: readonly string[];
}

export type FilesCheck =
  /** No log could be read from them. */
  | { readonly kind: "refused"; readonly code: string; readonly why: string }
  | {
      readonly kind: "checked";
      readonly form: Material["kind"];
      readonly report: Report;
      readonly excerpt: Excerpt;
      /** Of the record that is wrong. */
      readonly bad?: { readonly seq: number; readonly line: string };
      /** By which it was judged. */
      readonly keys: readonly string[];
      /** What the files name themselves. */
      readonly named: readonly string[];
      readonly bodies?: BodiesReport;
    };

export interface FilesContext {
  readonly hasher: Hasher;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly piecesOf: (stream: ReadableStream<Uint8Array>) => AsyncIterable<Uint8Array>;
}

export async function checkFiles(job: FilesJob, context: FilesContext): Promise<FilesCheck> {
  const read = await readMaterial(job.files, context.piecesOf);
  if (!read.ok) return { kind: "refused", code: read.code, why: read.why };
  try {
    return await check(read.value, job, context);
  } catch (error) {
    // A zip can turn out to be broken when half of it is read.
    if (error instanceof BundleFault) return { kind: "refused", code: error.fault, why: error.message };
    throw error;
  }
}

async function check(material: Material, job: FilesJob, context: FilesContext): Promise<FilesCheck> {
  const { hasher, signal, onProgress } = context;
  const { bundle, evidence } = material;
  const named = namedKnowledge(await lineAt(material.entries(), 1), bundle?.policy);
  const known = knowledgeOf(job, evidence.proof, named);
  const tap = new ExcerptTap();
  const lines = tap.through(material.entries());
  const report = await verify({ lines }, { ...evidence, ...known, hasher, signal, onProgress });
  const place = report.faults.find((fault) => fault.place.in === "record")?.place;
  const line = place?.in === "record" ? await lineAt(material.entries(), place.line) : undefined;
  const bodies = bundle && bundle.bodies.length > 0 ? await checkBodies(bundle, hasher) : undefined;
  return {
    kind: "checked",
    form: material.kind,
    report,
    excerpt: tap.excerpt,
    ...(place?.in === "record" && line !== undefined && { bad: { seq: place.seq, line } }),
    keys: known.keys ?? [],
    named: named.keys ?? [],
    ...(bodies && { bodies }),
  };
}

function knowledgeOf(
  { trust, server, keys }: FilesJob,
  proof: Uint8Array | undefined,
  named: Knowledge,
): Knowledge {
  if (trust === "named") return named;
  if (trust === "own") return { keys };
  return { keys: server === null ? [] : keysOfServer(server, proof) };
}
