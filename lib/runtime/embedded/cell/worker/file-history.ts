/**
 * What files became while an agent ran, for whoever looks back: each change with the number of records that there were,
 * its content, and the salt of the digest that a record has of it, so that the page can hold one against the other.
 *
 * Bounded: a large file is told by its size alone, and beyond `mostBytes` in all nothing but names and sizes is told.
 * Nothing here decides or records; the files do not notice that they are read.
 */
import type { Payload, PayloadStore } from "../../../../mediator/log";
import type { Change, MemoryFiles } from "../../../files";
import type { FileProof, FileTold, FromCell } from "../protocol";

type Told = Extract<FromCell, { kind: "files" }>;

/** As much as a result has the digest of. */
const FILE_BYTES = 256 * 1024;
const TELL_WITHIN_MS = 50;
const TELL_AT_BYTES = 1024 * 1024;
const TELL_AT_CHANGES = 500;

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

export class FileHistory implements PayloadStore {
  readonly #files: MemoryFiles;
  readonly #size: () => number;
  readonly #tell: (told: Told) => void;
  readonly #known = new Set<string>();
  #room: number;
  #isCut = false;
  #count = 0;
  #changes: Mutable<FileTold>[] = [];
  #proofs: FileProof[] = [];
  #bytes = 0;
  #timer: unknown;
  /** What was to be written last, and what was: whichever comes second finds the other. */
  #payload: Payload | undefined;
  #last: { readonly n: number; readonly bytes: Uint8Array } | undefined;

  /** `size`: how many records there are now. */
  constructor(files: MemoryFiles, size: () => number, mostBytes: number, tell: (told: Told) => void) {
    this.#files = files;
    this.#size = size;
    this.#room = mostBytes;
    this.#tell = tell;
    files.changes((change) => this.#take(change));
  }

  /** A payload that a record has the digest of: of a whole file before it is written, or as it was closed. */
  keep(payload: Payload): void {
    this.#payload = payload;
    if (!this.#last || !isSame(this.#last.bytes, payload.bytes)) return;
    this.#prove(this.#last.n, payload);
    // One proof is enough: an agent that reads a file for ever must not be told of for ever.
    this.#last = undefined;
  }

  flush(): void {
    clearTimeout(this.#timer as number);
    this.#timer = undefined;
    if (this.#changes.length === 0 && this.#proofs.length === 0) return;
    const told: Told = { kind: "files", changes: this.#changes, proofs: this.#proofs, isCut: this.#isCut };
    this.#changes = [];
    this.#proofs = [];
    this.#bytes = 0;
    this.#tell(told);
  }

  #take({ what, path, from, kind }: Change): void {
    if (what === "attributes" || path === undefined) return;
    if (what === "restore") this.#again();
    else if (kind === "file") {
      if (from !== undefined) this.#gone(from);
      if (what === "remove") this.#gone(path);
      else this.#is(path);
    } else if (kind === "directory" && from !== undefined) this.#moved(from, path);
  }

  #moved(from: string, to: string): void {
    for (const known of [...this.#known]) {
      if (known.startsWith(`${from}/`)) this.#gone(known);
    }
    for (const { path, kind } of this.#files.walk(to)) if (kind === "file") this.#is(`${to}/${path}`);
  }

  /** All files may be others than before. */
  #again(): void {
    const before = new Set(this.#known);
    for (const { path, kind } of this.#files.walk("/")) {
      if (kind !== "file") continue;
      before.delete(`/${path}`);
      this.#is(`/${path}`);
    }
    for (const path of before) this.#gone(path);
  }

  #gone(path: string): void {
    this.#known.delete(path);
    this.#add({ path, size: 0, content: null });
  }

  #is(path: string): void {
    const bytes = this.#files.peek(path);
    if (bytes === undefined) return;
    this.#known.add(path);
    const size = bytes.length;
    if (size > this.#room) this.#isCut = true;
    const isTold = size <= FILE_BYTES && !this.#isCut;
    const n = this.#add({ path, size, ...(isTold && { content: bytes }) });
    const isProven = isTold && this.#payload !== undefined && isSame(this.#payload.bytes, bytes);
    if (isProven && this.#payload) this.#prove(n, this.#payload);
    this.#last = isTold && !isProven ? { n, bytes } : undefined;
  }

  /** Answers with its number. */
  #add(change: Omit<FileTold, "n" | "at">): number {
    const at = this.#size();
    const length = change.content?.length ?? 0;
    this.#room -= length;
    this.#bytes += length;
    const n = this.#count++;
    this.#changes.push({ n, at, ...change });
    // A guest that never pauses lets no timer run: what waits is looked at here as well.
    if (this.#bytes >= TELL_AT_BYTES || this.#changes.length >= TELL_AT_CHANGES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), TELL_WITHIN_MS);
    return n;
  }

  #prove(n: number, { sha256, salt }: Payload): void {
    this.#proofs.push({ n, sha256, salt: new Uint8Array(salt) });
    this.#timer ??= setTimeout(() => this.flush(), TELL_WITHIN_MS);
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
