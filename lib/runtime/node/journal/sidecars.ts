/**
 * What belongs to a log and is no record: the state in `FILE.state`, the session key in `FILE.key`. Both are replaced
 * whole. They are covered by the lock of the log itself.
 */
import { type FileHandle, rm } from "node:fs/promises";
import { z } from "zod";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../../audit/bytes";
import {
  changedState,
  EMPTY_STATE,
  JournalFault,
  type JournalState,
  type KeyStore,
  type StoredKey,
} from "../../../audit/recorder/journal";
import { assertPrivate, openFile, READ, replaceFile, syncFolderOf } from "./files";

const stateSchema = z.strictObject({
  ackedSize: z.int().nonnegative(),
  receipt: z.string().exactOptional(),
  checkpoint: z.string().exactOptional(),
});
const bytesSchema = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes !== undefined) return bytes;
  context.addIssue("no base64");
  return z.NEVER;
});
const keySchema = z.strictObject({ pkcs8: bytesSchema, publicKey: bytesSchema });

export class StateFile {
  readonly #path: string;
  #state: JournalState;

  private constructor(path: string, state: JournalState) {
    this.#path = path;
    this.#state = state;
  }

  static async open(log: string): Promise<StateFile> {
    const path = `${log}.state`;
    const content = await readWhole(path);
    return new StateFile(path, content === undefined ? EMPTY_STATE : parse(stateSchema, content, path));
  }

  get state(): JournalState {
    return this.#state;
  }

  async save(change: Partial<JournalState>): Promise<void> {
    const state = changedState(this.#state, change);
    await replaceFile(this.#path, utf8(`${JSON.stringify(state)}\n`));
    this.#state = state;
  }
}

export function keyFile(log: string, mode: "write" | "read"): KeyStore {
  const path = `${log}.key`;
  const assertWriter = () => {
    if (mode === "read") throw new JournalFault("read-only");
  };
  return {
    holds: ["pkcs8"],
    async load(): Promise<StoredKey | undefined> {
      const content = await readWhole(path, assertPrivate);
      return content && { kind: "pkcs8", ...parse(keySchema, content, path) };
    },
    async save(key) {
      assertWriter();
      if (key.kind !== "pkcs8") throw new JournalFault("unsafe", "A file holds a key as its bytes.");
      const { pkcs8, publicKey } = key;
      const text = JSON.stringify({ pkcs8: toBase64(pkcs8), publicKey: toBase64(publicKey) });
      await replaceFile(path, utf8(`${text}\n`));
    },
    async destroy() {
      assertWriter();
      await rm(path, { force: true });
      await syncFolderOf(path);
    },
  };
}

async function readWhole(
  path: string,
  check: (handle: FileHandle, path: string) => Promise<void> = async () => {},
): Promise<Uint8Array | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await openFile(path, READ);
    await check(handle, path);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof JournalFault && error.trouble === "missing") return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

function parse<T>(schema: z.ZodType<T>, content: Uint8Array, path: string): T {
  const read = schema.safeParse(jsonOf(content));
  // The cause is left out on purpose: it would quote what the file holds.
  if (!read.success) throw new JournalFault("damaged", `${path} is not what was written there.`);
  return read.data;
}

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(content) ?? "");
  } catch {
    return undefined;
  }
}
