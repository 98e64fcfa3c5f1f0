/**
 * What was dropped on the page, as one log with its evidence: a bundle as a zip, the files of an unpacked one, or the
 * records alone. Reads the form and believes nothing; total on any files.
 */
import {
  type Archive,
  type Bundle,
  BundleFault,
  openBundle,
  openZip,
  type RandomAccess,
} from "@/lib/audit/bundle";
import type { Evidence } from "@/lib/audit/verify";

/** A file of the page, or what a test has instead. */
export interface GivenFile {
  readonly name: string;
  readonly size: number;
  slice(from: number, to: number): Blob;
  stream(): ReadableStream<Uint8Array>;
}

export interface Material {
  readonly kind: "bundle" | "files" | "records";
  readonly bytes: number;
  /** As often as it is asked for, from the first record on. */
  entries(): AsyncIterable<Uint8Array>;
  readonly evidence: Evidence;
  readonly bundle?: Bundle;
}

export type ReadMaterial =
  | { readonly ok: true; readonly value: Material }
  | { readonly ok: false; readonly code: string; readonly why: string };

const ZIP = [0x50, 0x4b];
const ENTRIES = "entries.jsonl";

export async function readMaterial(
  files: readonly GivenFile[],
  piecesOf: (stream: ReadableStream<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<ReadMaterial> {
  const [file, ...more] = files;
  if (file === undefined) return { ok: false, code: "MISSING", why: "No file was given." };
  if (more.length > 0) return openArchive("files", filesAsArchive(files, piecesOf));
  const start = new Uint8Array(await file.slice(0, ZIP.length).arrayBuffer());
  if (!ZIP.every((byte, at) => start[at] === byte)) {
    const entries = () => piecesOf(file.stream());
    return { ok: true, value: { kind: "records", bytes: file.size, entries, evidence: {} } };
  }
  const zip = await openZip(fileAsAccess(file));
  return zip.ok ? openArchive("bundle", zip.value) : { ok: false, code: zip.fault, why: zip.why };
}

async function openArchive(kind: Material["kind"], archive: Archive): Promise<ReadMaterial> {
  const opened = await openBundle(archive);
  if (!opened.ok) return { ok: false, code: opened.fault, why: opened.why };
  const bundle = opened.value;
  const { checkpoint, proof } = bundle;
  const evidence = { ...(checkpoint && { checkpoints: [checkpoint] }), ...(proof && { proof }) };
  return {
    ok: true,
    value: { kind, bytes: bundle.entriesSize, entries: () => bundle.entries(), evidence, bundle },
  };
}

function fileAsAccess(file: GivenFile): RandomAccess {
  return {
    size: file.size,
    read: async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer()),
  };
}

/** The one file of records may have any name; all others are known by theirs. */
function filesAsArchive(
  files: readonly GivenFile[],
  piecesOf: (stream: ReadableStream<Uint8Array>) => AsyncIterable<Uint8Array>,
): Archive {
  const byName = new Map(files.map((file) => [nameOf(file), file]));
  return {
    files: files.map((file) => ({ name: nameOf(file), size: file.size, packedSize: file.size })),
    read({ name }) {
      const file = byName.get(name);
      if (file === undefined) throw new BundleFault("MISSING", `There is no ${name}.`);
      return piecesOf(file.stream());
    },
  };
}

function nameOf({ name }: GivenFile): string {
  return name.endsWith(".jsonl") ? ENTRIES : name;
}
