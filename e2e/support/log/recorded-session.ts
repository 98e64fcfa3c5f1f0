/**
 * A session as somebody records it: the chain links and hashes, the session's own key signs. Records are made one batch
 * after the other, so that a load can be prepared before it is measured.
 */
import { utf8 } from "../../../lib/audit/bytes";
import { Chain } from "../../../lib/audit/chain";
import {
  formatVkey,
  generateSessionKey,
  noteSigner,
  signNote,
  writeCheckpoint,
} from "../../../lib/audit/note";
import type { Entry } from "../../../lib/audit/record";
import { newSessionId } from "../../../lib/audit/recorder";
import type { Batch } from "../../../lib/audit/sync/wire";
import { nodeHasher } from "../../../lib/runtime/node/hash";

const HASHER = nodeHasher();
const TEXT = new TextDecoder();

export interface SessionOptions {
  readonly host: string;
  readonly workspaceId: string;
  readonly nonce?: string;
}

export class RecordedSession {
  readonly sid: string;
  readonly workspaceId: string;
  readonly vkey: string;
  readonly #chain: Chain;
  readonly #signer: ReturnType<typeof noteSigner>;
  readonly #nonce: string | undefined;

  private constructor(options: SessionOptions, sid: string, signer: ReturnType<typeof noteSigner>) {
    this.sid = sid;
    this.workspaceId = options.workspaceId;
    this.vkey = formatVkey(signer.vkey);
    this.#chain = new Chain(HASHER, sid);
    this.#signer = signer;
    this.#nonce = options.nonce;
  }

  static async open(options: SessionOptions): Promise<RecordedSession> {
    const sid = newSessionId(Date.now);
    const signer = noteSigner(`${options.host}/s/${sid}`, await generateSessionKey());
    return new RecordedSession(options, sid, signer);
  }

  get size(): number {
    return this.#chain.size;
  }

  /** Records this many more, and signs for all there are. */
  async next(count: number): Promise<Batch> {
    const { sid, workspaceId } = this;
    const old = this.size;
    const records = Array.from({ length: count }, () => {
      const { bytes } = this.#chain.append({ ...this.#entry(this.size), ts: timeOf(this.size) });
      return TEXT.decode(bytes);
    });
    return { sid, workspaceId, old, records, proof: [], note: await this.sign() };
  }

  /** The checkpoint over what was recorded; of another root where somebody is to be shown a log that is none. */
  sign({ size = this.size, root = this.#chain.root() } = {}): Promise<string> {
    return signNote(writeCheckpoint({ origin: this.#signer.name, size, root }), [this.#signer]);
  }

  /** A log of the same size, with the same beginning and other records: signed by the same key, it is a fork. */
  forged(size: number): Promise<string> {
    return this.sign({ size, root: HASHER.sha256(utf8(`${this.sid} of ${size}`)) });
  }

  #entry(seq: number): Entry {
    if (seq === 0) return this.#opening();
    return seq % 2 === 1 ? decision(seq) : result(seq);
  }

  #opening(): Entry {
    const data = {
      agent: "load",
      build_sha256: "a".repeat(64),
      driver: { name: "embedded", version: "1.0.0" },
      key_extractable: false,
      ...(this.#nonce === undefined ? {} : { nonce: this.#nonce }),
      policy_sha256: "b".repeat(64),
      spec_sha256: "c".repeat(64),
      vkey: this.vkey,
      workspace: this.workspaceId,
    };
    return { type: "session.open", data } as Entry;
  }
}

const START = Date.UTC(2026, 0, 1);
function timeOf(seq: number): string {
  return new Date(START + seq).toISOString();
}

function decision(seq: number): Entry {
  const isDenied = seq % 20 === 7;
  const common = { call: `c${seq >> 3}`, line: 3 + (seq % 50) };
  const path = `/workspace/src/module-${seq % 97}/file-${seq}.ts`;
  const data = {
    ...common,
    code: isDenied ? "DENIED_BY_RULE" : "ALLOWED",
    request: { path },
    rule: `filesystem.${isDenied ? "deny" : "read"}[${seq % 7}]`,
    verdict: isDenied ? "deny" : "allow",
  };
  return { type: seq % 3 === 0 ? "fs.write" : "fs.read", data } as Entry;
}

function result(seq: number): Entry {
  const sha256 = seq.toString(16).padStart(64, "0a1b2c3d4e5f6789");
  const data = {
    body: { bytes: seq * 7, sha256 },
    call: `c${seq >> 3}`,
    ms: seq % 5,
    of: seq - 1,
    status: "ok",
  };
  return { type: "fs.read.result", data } as Entry;
}
