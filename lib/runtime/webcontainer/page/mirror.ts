/**
 * The guest's files stand in the page, where every call on them is decided; the container holds a copy of those that the
 * policy lets the agent read. What a recorded call has changed here is written there, in order, before the call is answered.
 *
 * `known` is what the container holds as far as that is explained: by what was mounted, by a record, or by a record that
 * says that nothing explains it. Whoever looks compares with it.
 */
import { toHex } from "../../../audit/bytes";
import type { Hasher } from "../../../audit/hash";
import { FsError, type MemoryFiles } from "../../files";
import { type Disk, isOwn, toDisk } from "./disk";

export type Known = { readonly kind: "folder" } | { readonly kind: "file"; readonly digest: string };
const FOLDER: Known = { kind: "folder" };

export interface MirrorOptions {
  readonly files: MemoryFiles;
  readonly disk: Disk;
  readonly hasher: Pick<Hasher, "sha256">;
  /** Whether the policy lets the agent read it: nothing else goes into the container. */
  mayShow(path: string): boolean;
}

export class Mirror {
  readonly #options: MirrorOptions;
  readonly #known = new Map<string, Known>();
  readonly #dirty = new Set<string>();
  readonly #stopListening: () => void;
  #queue: Promise<unknown> = Promise.resolve();
  #isAdopting = false;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#stopListening = options.files.changes(({ path, from }) => {
      if (this.#isAdopting) return;
      for (const each of [path, from]) if (each !== undefined) this.#dirty.add(each);
    });
  }

  get known(): ReadonlyMap<string, Known> {
    return this.#known;
  }

  close(): void {
    this.#stopListening();
  }

  /** Work on the container's files takes turns: what is looked at is not half written by us. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Writes what has changed until now. */
  flush(): Promise<void> {
    if (this.#dirty.size === 0) return this.inTurn(async () => {});
    return this.inTurn(async () => {
      const paths = [...this.#dirty].sort();
      this.#dirty.clear();
      for (const path of paths) await this.#write(path);
    });
  }

  /** Whether a change of ours is still on its way there. */
  isDirty(path: string): boolean {
    return this.#dirty.has(path);
  }

  learn(path: string, known: Known | undefined): void {
    if (known) this.#known.set(path, known);
    else this.#forget(path);
  }

  digest(bytes: Uint8Array): string {
    return toHex(this.#options.hasher.sha256(bytes));
  }

  /** What is changed meanwhile came from the container and does not go back there. */
  adopt(change: () => void): void {
    this.#isAdopting = true;
    try {
      change();
    } finally {
      this.#isAdopting = false;
    }
  }

  async #write(path: string): Promise<void> {
    if (isOwn(path) || path === "/") return;
    const { files, disk, mayShow } = this.#options;
    const at = files.locate(path, { walk: "entry" });
    if (at.kind === "directory") return this.#folder(path);
    if (at.kind === "file" && mayShow(path)) return this.#file(path, contentOf(files, path));
    if (!this.#known.has(path)) return;
    await disk.rm(toDisk(path), { recursive: true, force: true });
    this.#forget(path);
  }

  async #file(path: string, bytes: Uint8Array | undefined): Promise<void> {
    if (!bytes) return;
    const { disk } = this.#options;
    const before = this.#known.get(path);
    const digest = this.digest(bytes);
    if (before?.kind === "file" && before.digest === digest) return;
    if (before?.kind === "folder") await disk.rm(toDisk(path), { recursive: true, force: true });
    await this.#folder(path.slice(0, path.lastIndexOf("/")));
    // Known first: whoever looks while it is being written finds what is explained, or waits for his turn.
    this.#known.set(path, { kind: "file", digest });
    await disk.writeFile(toDisk(path), bytes);
  }

  /** A folder that was moved here brings what is in it. */
  async #folder(path: string): Promise<void> {
    if (path === "" || this.#known.get(path)?.kind === "folder") return;
    const { files, disk } = this.#options;
    if (this.#known.has(path)) await disk.rm(toDisk(path), { recursive: true, force: true });
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) this.#known.set(at, FOLDER);
    await disk.mkdir(toDisk(path), { recursive: true });
    for (const { path: below } of files.walk(path)) await this.#write(`${path}/${below}`);
  }

  #forget(path: string): void {
    this.#known.delete(path);
    for (const each of this.#known.keys()) if (each.startsWith(`${path}/`)) this.#known.delete(each);
  }
}

/** Nothing for a file that its own owner cannot read. */
function contentOf(files: MemoryFiles, path: string): Uint8Array | undefined {
  try {
    return files.readFile(files.locate(path, { walk: "follow" }));
  } catch (thrown) {
    if (thrown instanceof FsError) return undefined;
    throw thrown;
  }
}
