/**
 * Changes of files in the container that no record explains: each becomes a record, `unmediated.change`. The client's
 * watcher says where something happened; what happened is found by comparing with what is known to be there, so neither an
 * event that is missing nor one too many makes a false record. A whole look at the end of a run finds the rest.
 *
 * What was changed goes into the agent's files only where the policy would have let the agent change it. Otherwise it stays
 * in the container, and the author's files are what they were.
 */
import type { Mediator } from "../../../mediator/mediator";
import { FsError, type MemoryFiles } from "../../files";
import { type Disk, type DiskEntry, isOwn, toDisk } from "./disk";
import type { Known, Mirror } from "./mirror";

export interface LookOptions {
  readonly files: MemoryFiles;
  readonly disk: Disk;
  readonly mirror: Mirror;
  readonly mediator: Pick<Mediator, "note" | "body">;
  /** Whether the policy would have allowed it without asking anybody. */
  mayChange(op: "fs.write" | "fs.delete", path: string): boolean;
  /** It could not be looked, for a reason of ours. */
  failed(cause: unknown): void;
}

type Found = { readonly kind: "folder" | "file" | "other"; readonly bytes?: Uint8Array };

/** Events come in bunches: many files of one `npm install`. */
const GATHER_MS = 30;
const MOST_PATH_UNITS = 4096;

export class Looker {
  readonly #options: LookOptions;
  readonly #suspects = new Set<string>();
  #watcher: { close(): void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LookOptions) {
    this.#options = options;
  }

  watch(): void {
    if (this.#watcher) return;
    const { disk, failed } = this.#options;
    try {
      this.#watcher = disk.watch(".", { recursive: true }, (_, name) => this.#suspect(name));
    } catch (cause) {
      failed(cause);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** Everything, whatever the watcher has said. */
  async all(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#suspects.clear();
    const { mirror } = this.#options;
    await mirror.flush();
    await this.#looked("/");
  }

  #suspect(name: string | Uint8Array | null): void {
    const text = typeof name === "string" ? name : name === null ? "" : new TextDecoder().decode(name);
    this.#suspects.add(`/${text.replace(/^(\.?\/)+/, "")}`.replace(/\/+$/, "") || "/");
    this.#timer ??= setTimeout(() => void this.#lookAtSuspects(), GATHER_MS);
  }

  async #lookAtSuspects(): Promise<void> {
    this.#timer = undefined;
    const paths = [...this.#suspects];
    this.#suspects.clear();
    await this.#options.mirror.flush();
    for (const path of paths) await this.#looked(path);
  }

  async #looked(path: string): Promise<void> {
    const { mirror, failed } = this.#options;
    await mirror.inTurn(() => this.#look(path)).catch(failed);
  }

  async #look(path: string): Promise<void> {
    if (path === "/") return this.#inFolder(path);
    const cut = path.lastIndexOf("/");
    // The client has no `stat`, so its folder is asked.
    const entries = await this.#entries(path.slice(0, cut) || "/");
    await this.#at(
      path,
      entries.find(({ name }) => name === path.slice(cut + 1)),
    );
  }

  async #at(path: string, entry: DiskEntry | undefined): Promise<void> {
    if (isOwn(path)) return;
    const found = entry && (await this.#read(path, entry));
    if (found?.kind !== "folder") this.#gone(path);
    this.#compare(path, found);
    if (found?.kind === "folder") await this.#inFolder(path);
  }

  async #inFolder(path: string): Promise<void> {
    const entries = await this.#entries(path);
    const names = new Set(entries.map(({ name }) => name));
    const prefix = path === "/" ? "/" : `${path}/`;
    for (const each of this.#below(prefix)) {
      const name = each.slice(prefix.length);
      if (!name.includes("/") && !names.has(name)) await this.#at(each, undefined);
    }
    for (const entry of entries) await this.#at(prefix + entry.name, entry);
  }

  /** With a folder goes what was in it, from the ground up. */
  #gone(path: string): void {
    for (const each of this.#below(`${path}/`).reverse()) this.#compare(each, undefined);
  }

  /** What is known to be there, folders before what is in them. */
  #below(prefix: string): string[] {
    return [...this.#options.mirror.known.keys()].filter((each) => each.startsWith(prefix)).sort();
  }

  #entries(path: string): Promise<readonly DiskEntry[]> {
    return this.#options.disk.readdir(toDisk(path), { withFileTypes: true }).catch(() => []);
  }

  async #read(path: string, entry: DiskEntry): Promise<Found | undefined> {
    if (entry.isDirectory()) return { kind: "folder" };
    if (!entry.isFile()) return { kind: "other" };
    const bytes = await this.#options.disk.readFile(toDisk(path)).catch(() => undefined);
    // Between the two it was taken away: as if it had not been there.
    return bytes && { kind: "file", bytes };
  }

  #compare(path: string, found: Found | undefined): void {
    const { mirror, mediator } = this.#options;
    const known = mirror.known.get(path);
    const now = this.#asKnown(found);
    // A change of the agent's own is on its way there: what it replaces is seen no more.
    if (isSame(known, now) || mirror.isDirty(path)) return;
    const change = known === undefined ? "created" : now === undefined ? "deleted" : "changed";
    mediator.note({
      type: "unmediated.change",
      data: {
        change,
        path: path.slice(0, MOST_PATH_UNITS).toWellFormed(),
        ...(found?.bytes && { body: mediator.body(found.bytes) }),
      },
    });
    mirror.learn(path, now);
    this.#adopt(path, found);
  }

  #asKnown(found: Found | undefined): Known | undefined {
    if (!found) return undefined;
    if (found.kind === "folder") return { kind: "folder" };
    // What is neither file nor folder is known by being that.
    return { kind: "file", digest: found.bytes ? this.#options.mirror.digest(found.bytes) : "" };
  }

  #adopt(path: string, found: Found | undefined): void {
    const { files, mirror, mayChange } = this.#options;
    if (found?.kind === "other" || !mayChange(found ? "fs.write" : "fs.delete", path)) return;
    mirror.adopt(() => {
      try {
        put(files, path, found);
      } catch (thrown) {
        // There is no room for it, or something else stands in its place: then it stays where it is.
        if (!(thrown instanceof FsError)) throw thrown;
      }
    });
  }
}

function put(files: MemoryFiles, path: string, found: Found | undefined): void {
  const at = files.locate(path, { walk: "entry" });
  // Through a link of the agent's it would land elsewhere than where it was decided.
  if (at.path !== path || at.kind === "symlink") return;
  if (found?.bytes) files.writeFile(files.locate(path, { walk: "follow" }), found.bytes);
  else if (found) {
    if (at.kind === undefined) files.mkdir(at, 0o755, true);
  } else if (at.kind === "file") files.unlink(at);
  else if (at.kind === "directory") files.rmdir(at);
}

function isSame(one: Known | undefined, other: Known | undefined): boolean {
  if (one?.kind !== other?.kind) return false;
  return one?.kind !== "file" || other?.kind !== "file" || one.digest === other.digest;
}
