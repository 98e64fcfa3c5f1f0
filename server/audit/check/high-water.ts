import "server-only";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64 } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { isId } from "@/lib/ids";
import { logError } from "../../log";

/** Written this long after it moved: what is on disk may lag behind, but is never ahead of what was committed. */
const DELAY_MS = 200;
const MODE_FOLDER = 0o700;
const MODE_FILE = 0o600;

export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}
export type Remembered =
  | { readonly ok: true; readonly head: Head | undefined }
  /** There is a file and it says nothing: as long as nobody looked, the worst is taken for granted. */
  | { readonly ok: false; readonly why: string };

const schema = z.strictObject({ size: z.int().min(1), root: z.string().length(44) });

/**
 * The last signed head of each workspace's log, in `DATA_DIR/signed/`, outside of the database. A database that was
 * restored from a copy does not know that it is old: this folder does, and the server refuses to sign twice for one size.
 *
 * It is written behind the commit and not flushed: a crash may lose the last heads, never make one up. With the folder
 * goes the memory: keep it apart from the backups of the database.
 */
export class HighWater {
  readonly #folder: string;
  readonly #pending = new Map<string, Head>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "signed");
  }

  async read(workspaceId: string): Promise<Remembered> {
    const pending = this.#pending.get(workspaceId);
    if (pending) return { ok: true, head: pending };
    const path = this.#path(workspaceId);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT")
        return { ok: true, head: undefined };
      return { ok: false, why: `${path} cannot be read.` };
    }
    const head = parse(text);
    return head ? { ok: true, head } : { ok: false, why: `${path} does not hold the head of a log.` };
  }

  /** The workspaces of which something was signed. */
  async workspaces(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.flatMap((name) => (isId("workspace", name) ? [name] : []));
  }

  /** To be called behind the commit. It returns at once. */
  raise(workspaceId: string, head: Head): void {
    if ((this.#pending.get(workspaceId)?.size ?? 0) >= head.size) return;
    this.#pending.set(workspaceId, head);
    this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
    this.#timer.unref();
  }

  /** What an operator has accepted, also when it is less than before; nothing where there is no log. */
  async set(workspaceId: string, head: Head | undefined): Promise<void> {
    await this.flush();
    if (head && head.size > 0) await this.#write(workspaceId, head);
    else await rm(this.#path(workspaceId), { force: true });
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
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
  }

  /** Another process over the same folder may be ahead. */
  async #raiseFile(workspaceId: string, head: Head): Promise<void> {
    const text = await readFile(this.#path(workspaceId), "utf8").catch(() => "");
    if ((parse(text)?.size ?? 0) < head.size) await this.#write(workspaceId, head);
  }

  async #write(workspaceId: string, { size, root }: Head): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: MODE_FOLDER });
    const draft = join(this.#folder, `.${workspaceId}.${process.pid}.${randomBytes(4).toString("hex")}`);
    await writeFile(draft, `${JSON.stringify({ size, root: toBase64(root) })}\n`, {
      flag: "wx",
      mode: MODE_FILE,
    });
    await rename(draft, this.#path(workspaceId));
  }

  #path(workspaceId: string): string {
    // The id is a name in a folder: whatever is no id could be a way out of it.
    if (!isId("workspace", workspaceId)) throw new Error("not the id of a workspace");
    return join(this.#folder, workspaceId);
  }
}

function parse(text: string): Head | undefined {
  try {
    const { size, root } = schema.parse(JSON.parse(text));
    const bytes = fromBase64(root);
    return bytes?.length === HASH_BYTES ? { size, root: bytes } : undefined;
  } catch {
    return undefined;
  }
}
