/**
 * What belongs to a log and is no record: the state in `FILE.state`, the session key in `FILE.key`. Both are replaced
 * whole. They are covered by the lock of the log itself.
 */
import { type FileHandle, rm } from "node:fs/promises";
import { z } from "zod";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../../audit/bytes";
import { fromPkcs8, toPkcs8 } from "../../../audit/note/keys";
import {
  changedState,
  EMPTY_STATE,
  JournalFault,
  type JournalState,
  type KeyStore,
} from "../../../audit/recorder/journal";
import { assertPrivate, openFile, READ, replaceFile, syncFolderOf } from "./files";

const stateSchema = z.strictObject({
  ackedSize: z.int().nonnegative(),
  receipt: z.string().exactOptional(),
  proof: z.string().exactOptional(),
  checkpoint: z.string().exactOptional(),
});
/** PKCS #8 as PEM, which other tools read too; the key of Ed25519 fits one line. */
const PEM = /^-----BEGIN PRIVATE KEY-----\n([0-9A-Za-z+/=]+)\n-----END PRIVATE KEY-----\n$/;

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
    keepsHandles: false,
    async load() {
      const content = await readWhole(path, assertPrivate);
      if (content === undefined) return undefined;
      const [, text = ""] = PEM.exec(fromUtf8(content) ?? "") ?? [];
      const read = fromPkcs8(fromBase64(text) ?? new Uint8Array());
      if (!read.ok) throw damaged(path);
      return read.value;
    },
    async save(key) {
      assertWriter();
      const text = toBase64(toPkcs8(key)); // throws for a key that cannot be read
      await replaceFile(path, utf8(`-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----\n`));
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
  if (!read.success) throw damaged(path);
  return read.data;
}

/** Without a cause, on purpose: that would quote what the file holds. */
function damaged(path: string): JournalFault {
  return new JournalFault("damaged", `${path} is not what was written there.`);
}

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(content) ?? "");
  } catch {
    return undefined;
  }
}
