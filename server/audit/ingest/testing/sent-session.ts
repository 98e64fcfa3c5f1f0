import "server-only";
import { fromUtf8, utf8 } from "@/lib/audit/bytes";
import { Chain } from "@/lib/audit/chain";
import { formatVkey, keyOfSeed, noteSigner, signNote, writeCheckpoint } from "@/lib/audit/note";
import type { Entry } from "@/lib/audit/record";
import type { Batch } from "@/lib/audit/sync/wire";
import { nodeHasher } from "@/lib/runtime/node/hash";

export const HASHER = nodeHasher();
const START = Date.UTC(2026, 2, 1, 12);

export interface SessionOptions {
  /** Sessions of different numbers have different sids; of different keys, different keys. */
  readonly number?: number;
  readonly key?: number;
  readonly host?: string;
  readonly opening?: Readonly<Record<string, unknown>>;
}

/** A session in its author's hands, who may cut it into batches as he likes, and forge them: he has the key. */
export class SentSession {
  readonly sid: string;
  readonly origin: string;
  readonly records: string[] = [];
  readonly signer: ReturnType<typeof noteSigner>;
  readonly #chain: Chain;
  readonly #roots: Uint8Array[] = [];

  constructor({ number = 1, key = number, host = "localhost", opening = {} }: SessionOptions = {}) {
    this.sid = `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
    this.origin = `${host}/s/${this.sid}`;
    const seed = new Uint8Array(32);
    new DataView(seed.buffer).setUint32(0, key + 1);
    this.signer = noteSigner(this.origin, keyOfSeed(seed));
    this.#chain = new Chain(HASHER, this.sid);
    this.#roots.push(this.#chain.root());
    const data = {
      agent: "report-writer",
      build_sha256: "a".repeat(64),
      driver: { name: "embedded", version: "1.0.0" },
      key_extractable: false,
      policy_sha256: "b".repeat(64),
      spec_sha256: "c".repeat(64),
      vkey: formatVkey(this.signer.vkey),
      ...opening,
    };
    this.append({ type: "session.open", data } as Entry);
  }

  get size(): number {
    return this.records.length;
  }

  append(entry: Entry): this {
    const ts = new Date(START + this.size * 10).toISOString();
    this.records.push(fromUtf8(this.#chain.append({ ...entry, ts }).bytes) ?? "");
    this.#roots.push(this.#chain.root());
    return this;
  }

  /** Decisions, one in ten of them a denial, until there are so many records. */
  grow(size: number, path = "/workspace/file"): this {
    while (this.size < size) {
      const verdict = this.size % 10 === 7 ? "deny" : "allow";
      const request = { path: `${path}-${this.size}.txt` };
      const code = verdict === "deny" ? "DENIED_BY_RULE" : "ALLOWED";
      this.append({ type: "fs.read", data: { code, request, verdict } } as Entry);
    }
    return this;
  }

  close(status: "complete" | "interrupted" = "complete"): this {
    return this.append({ type: "session.close", data: { counts: {}, status } });
  }

  root(size = this.size): Uint8Array {
    return this.#roots[size] as Uint8Array;
  }

  note(size = this.size, root: Uint8Array = this.root(size)): Promise<string> {
    return signNote(writeCheckpoint({ origin: this.origin, size, root }), [this.signer]);
  }

  /** From one size to another, as an honest uploader sends it. */
  async batch(old = 0, to = this.size): Promise<Omit<Batch, "workspaceId">> {
    const records = this.records.slice(old, to);
    return { sid: this.sid, old, records, proof: [], note: await this.note(to) };
  }

  leaf(seq: number): Uint8Array {
    return HASHER.leaf(utf8(this.records[seq] ?? ""));
  }
}
