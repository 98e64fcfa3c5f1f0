import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { isId } from "@/lib/ids";
import { logError } from "../../log";

/** Written this long after it moved: what is on disk may lag behind, but is never ahead of what was committed. */
const DELAY_MS = 1_000;
const MODE_FOLDER = 0o700;
const MODE_FILE = 0o600;

export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}
/** Up to where the leaves of a log were found to be those that were signed, as a compact range. */
export interface LogPoint {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}
export type Remembered =
  | { readonly ok: true; readonly head: Head | undefined; readonly point?: LogPoint | undefined }
  /** There is a file and it says nothing: as long as nobody looked, the worst is taken for granted. */
  | { readonly ok: false; readonly why: string };

const hash = z.string().length(44);
const schema = z.strictObject({
  size: z.int().min(1),
  root: hash,
  looked: z.strictObject({ size: z.int().min(1), nodes: z.array(hash).max(53) }).optional(),
});

/**
 * Those that have something to write. A process that is told to end does it first; this hangs on the process and not on the
 * module, which a bundler may load several times.
 */
const SLOT = Symbol.for("aegis.high-water");
const holder = globalThis as { [SLOT]?: Set<HighWater> };

function unwritten(): Set<HighWater> {
  if (!holder[SLOT]) {
    const all = new Set<HighWater>();
    holder[SLOT] = all;
    process.once("exit", () => {
      for (const each of all) each.writeNow();
    });
  }
  return holder[SLOT];
}

/**
 * The last signed head of each workspace's log, in `DATA_DIR/signed/`, outside of the database. A database that was
 * restored from a copy does not know that it is old: this folder does, and the server refuses to sign twice for one size.
 * Beside it stands how far the leaves were looked at, where nobody who has only the database can write it.
 *
 * It is written behind the commit and not flushed: a crash may lose the last heads, never make one up. With the folder
 * goes the memory: keep it apart from the backups of the database.
 */
export class HighWater {
  readonly #folder: string;
  readonly #pending = new Map<string, Head>();
  readonly #points = new Map<string, LogPoint>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "signed");
  }

  async read(workspaceId: string): Promise<Remembered> {
    const pending = this.#pending.get(workspaceId);
    const path = this.#path(workspaceId);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      return isMissing || pending
        ? { ok: true, head: pending }
        : { ok: false, why: `${path} cannot be read.` };
    }
    const kept = parse(text);
    if (!kept && !pending) return { ok: false, why: `${path} does not hold the head of a log.` };
    return { ok: true, head: pending ?? kept?.head, point: kept?.point };
  }

  /** The workspaces of which something was signed. */
  async workspaces(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.flatMap((name) => (isId("workspace", name) ? [name] : []));
  }

  /** To be called behind the commit. It returns at once. */
  raise(workspaceId: string, head: Head): void {
    if ((this.#pending.get(workspaceId)?.size ?? 0) < head.size) this.#pending.set(workspaceId, head);
    unwritten().add(this);
    this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
    this.#timer.unref();
  }

  /** How far a log was looked at; kept with the next head, which it is never beyond. */
  looked(workspaceId: string, point: LogPoint, head: Head): void {
    this.#points.set(workspaceId, point);
    this.raise(workspaceId, head);
  }

  /** What an operator has accepted, also when it is less than before; nothing where there is no log. */
  async set(workspaceId: string, head: Head | undefined): Promise<void> {
    await this.flush();
    this.#points.delete(workspaceId);
    if (head && head.size > 0) await this.#write(workspaceId, { head, point: undefined });
    else await rm(this.#path(workspaceId), { force: true });
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  /** In the last moment of a process, when nothing can be awaited any more. */
  writeNow(): void {
    for (const [workspaceId, head] of this.#pending) {
      try {
        const path = this.#path(workspaceId);
        const kept = parse(readOrNothing(path));
        if (kept && kept.head.size >= head.size) continue;
        mkdirSync(this.#folder, { recursive: true, mode: MODE_FOLDER });
        const draft = this.#draft(workspaceId);
        const point = this.#points.get(workspaceId) ?? kept?.point;
        writeFileSync(draft, textOf({ head, point }), { flag: "wx", mode: MODE_FILE });
        renameSync(draft, path);
      } catch (error) {
        logError("audit.high-water", error, { workspaceId });
      }
    }
  }

  async #writePending(): Promise<void> {
    for (const [workspaceId, head] of [...this.#pending]) {
      try {
        await this.#raiseFile(workspaceId, head);
        if (this.#pending.get(workspaceId) === head) this.#pending.delete(workspaceId);
      } catch (error) {
        logError("audit.high-water", error, { workspaceId });
        return; // a disk that is full for now: the next move tries again
      }
    }
    if (this.#pending.size === 0) unwritten().delete(this);
  }

  /** Another process over the same folder may be ahead. */
  async #raiseFile(workspaceId: string, head: Head): Promise<void> {
    const kept = parse(await readFile(this.#path(workspaceId), "utf8").catch(() => ""));
    const point = this.#points.get(workspaceId);
    const isHigher = (kept?.head.size ?? 0) < head.size;
    if (!isHigher && !point) return;
    await this.#write(workspaceId, {
      head: isHigher || !kept ? head : kept.head,
      point: point ?? kept?.point,
    });
    this.#points.delete(workspaceId);
  }

  async #write(workspaceId: string, kept: Kept): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: MODE_FOLDER });
    const draft = this.#draft(workspaceId);
    await writeFile(draft, textOf(kept), { flag: "wx", mode: MODE_FILE });
    await rename(draft, this.#path(workspaceId));
  }

  /** Whole under another name first: a process that is killed in between leaves the old file as it was. */
  #draft(workspaceId: string): string {
    return join(this.#folder, `.${workspaceId}.${process.pid}.${randomBytes(4).toString("hex")}`);
  }

  #path(workspaceId: string): string {
    // The id is a name in a folder: whatever is no id could be a way out of it.
    if (!isId("workspace", workspaceId)) throw new Error("not the id of a workspace");
    return join(this.#folder, workspaceId);
  }
}

interface Kept {
  readonly head: Head;
  readonly point: LogPoint | undefined;
}

function textOf({ head, point }: Kept): string {
  const looked = point && { size: point.size, nodes: point.nodes.map(toBase64) };
  return `${JSON.stringify({ size: head.size, root: toBase64(head.root), looked })}\n`;
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function parse(text: string): Kept | undefined {
  try {
    const { size, root, looked } = schema.parse(JSON.parse(text));
    const point = looked && { size: looked.size, nodes: looked.nodes.map(bytesOfHash) };
    return { head: { size, root: bytesOfHash(root) }, point };
  } catch {
    return undefined;
  }
}

function bytesOfHash(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes?.length !== HASH_BYTES) throw new Error("no hash");
  return bytes;
}
