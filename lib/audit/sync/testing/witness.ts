/**
 * The other end, in memory: a witness of the logs of sessions and the log of one workspace, with real keys, signatures
 * and proofs. It answers as `wire.ts` says and refuses as a C2SP witness does.
 *
 * Its faults are those of a real one: it can be set back to what it was, and its answers can be lost.
 */
import { equalBytes, fromBase64, toBase64, utf8 } from "../../bytes";
import type { Hasher } from "../../hash";
import {
  cosigner,
  formatVkey,
  generateSeedKey,
  noteSigner,
  openCheckpoint,
  parseVkey,
  type SigningKey,
  signNote,
  verifierOf,
  writeCheckpoint,
  writeTlogProof,
} from "../../note";
import { readRecord } from "../../record";
import { proveConsistency, proveInclusion, rootOf } from "../../tree";
import type { Answer, Head, Proof, Refused, Transport } from "../transport";
import {
  appendInput,
  appendOutput,
  type Batch,
  headOutput,
  type Opened,
  openOutput,
  proofOutput,
  type Receipt,
} from "../wire";

interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
  readonly text: string;
  readonly time: number;
  readonly leaf: number;
}
interface StoredSession {
  readonly records: readonly string[];
  readonly checkpoints: readonly StoredCheckpoint[];
}
interface Stored {
  readonly sessions: ReadonlyMap<string, StoredSession>;
  readonly leaves: readonly string[];
}

/** What happens to one request: it never arrives, or its answer does not. */
export type Cut = "request" | "answer" | undefined;

export interface WitnessOptions {
  readonly hasher: Hasher;
  readonly workspaceId: string;
  readonly host?: string;
  /** Asked for every request, in order. */
  readonly cut?: (question: keyof Transport) => Cut;
  readonly keys?: WitnessKeys;
}
export interface WitnessKeys {
  readonly log: SigningKey;
  readonly cosigner: SigningKey;
}

export function newWitnessKeys(): WitnessKeys {
  return { log: generateSeedKey(), cosigner: generateSeedKey() };
}

const LOST: Refused = { ok: false, code: "UNREACHABLE", message: "Nothing came back." };
const refusal = (code: Refused["code"], message: string = code): Refused => ({ ok: false, code, message });

export class MemoryWitness implements Transport {
  readonly #options: WitnessOptions;
  readonly #host: string;
  keys: WitnessKeys;
  /** Replaced whole, so that it can be set back. */
  stored: Stored = { sessions: new Map(), leaves: [] };
  now = 1_767_225_600;
  #opened = 0;
  cut: (question: keyof Transport) => Cut;
  /** Others that sign the checkpoints of the workspace. */
  witnesses: SigningKey[] = [];
  /** How many batches were stored. */
  batches = 0;

  constructor(options: WitnessOptions) {
    this.#options = options;
    this.#host = options.host ?? "audit.example";
    this.keys = options.keys ?? newWitnessKeys();
    this.cut = options.cut ?? (() => undefined);
  }

  open(workspaceId: string): Promise<Answer<Opened>> {
    return this.#answer("open", async () => {
      if (workspaceId !== this.#options.workspaceId) return refusal("NOT_FOUND");
      this.#opened += 1;
      const { leaves } = this.stored;
      const value = {
        nonce: `nonce-${this.#opened}`,
        host: this.#host,
        ...(leaves.length > 0 && { head: await this.#workspaceNote(leaves.length) }),
        keys: { log: [formatVkey(this.#log.vkey)], cosigner: [formatVkey(this.#cosigner().vkey)] },
        witnesses: this.witnesses.map((key, i) => ({
          vkey: formatVkey(this.#outside(key, i).vkey),
          url: "https://witness.example/",
        })),
        quorum: 0,
        now: new Date(this.now * 1_000).toISOString(),
      };
      return { ok: true, value: openOutput.parse(value) };
    });
  }

  append(input: Batch): Promise<Answer<Receipt>> {
    return this.#answer("append", async () => {
      const { sid, old, records, note } = appendInput.parse(input);
      const session = this.stored.sessions.get(sid) ?? { records: [], checkpoints: [] };
      const key = this.#sessionKey(session.records[0] ?? records[0]);
      if (key === undefined)
        return refusal(session.records.length === 0 && old > 0 ? "LOG_CONFLICT" : "LOG_BAD_RECORD");
      const opened = await openCheckpoint(utf8(note), [key]);
      if (!opened.ok) return refusal("LOG_BAD_SIGNATURE", opened.why);
      const { size, root } = opened.value.checkpoint;
      if (old > size) return refusal("LOG_BAD_SIZE");
      if (old !== session.records.length) return refusal("LOG_CONFLICT");
      const all = [...session.records, ...records];
      if (size !== all.length || !equalBytes(rootOf(this.#hasher, all.map(this.#leaf)), root))
        return refusal("LOG_BAD_PROOF");
      if (records.length > 0)
        this.#store(sid, { ...session, records: all }, { size, note, text: opened.value.note.text });
      return { ok: true, value: await this.#receipt(sid, size) };
    });
  }

  head({ sid }: { sid: string }): Promise<Answer<Head>> {
    return this.#answer("head", async () => {
      const last = this.stored.sessions.get(sid)?.checkpoints.at(-1);
      if (last === undefined) return refusal("NOT_FOUND");
      const { size, note } = last;
      return { ok: true, value: headOutput.parse({ size, note, receipt: await this.#receipt(sid, size) }) };
    });
  }

  proof(_: string, from: number): Promise<Answer<Proof>> {
    return this.#answer("proof", async () => {
      const { leaves } = this.stored;
      if (from < 1 || from > leaves.length) return refusal("BAD_REQUEST", "There is no such size.");
      const hashes = proveConsistency(this.#hasher, leaves.map(this.#leaf), from, leaves.length).map(
        toBase64,
      );
      const note = await this.#workspaceNote(leaves.length);
      return { ok: true, value: proofOutput.parse({ index: from, size: leaves.length, hashes, note }) };
    });
  }

  recordsOf(sid: string): readonly string[] {
    return this.stored.sessions.get(sid)?.records ?? [];
  }

  rootAt(sid: string, size: number): Uint8Array {
    return rootOf(this.#hasher, this.recordsOf(sid).slice(0, size).map(this.#leaf));
  }

  get #hasher(): Hasher {
    return this.#options.hasher;
  }
  readonly #leaf = (text: string) => this.#hasher.leaf(utf8(text));
  get #log() {
    return noteSigner(`${this.#host}/w/${this.#options.workspaceId}`, this.keys.log);
  }
  #cosigner(time = this.now) {
    return cosigner(`${this.#host}/cosigner`, this.keys.cosigner, () => time);
  }
  #outside(key: SigningKey, at: number) {
    return cosigner(`witness.example/${at}`, key, () => this.now);
  }

  async #answer<T>(question: keyof Transport, work: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const cut = this.cut(question);
    if (cut === "request") return LOST;
    const answer = await work();
    return cut === "answer" ? LOST : answer;
  }

  #sessionKey(first: string | undefined) {
    const read = first === undefined ? undefined : readRecord(utf8(first));
    const vkey = read?.ok ? read.record.data.vkey : undefined;
    const key = typeof vkey === "string" ? parseVkey(vkey) : undefined;
    return key?.ok ? verifierOf(key.value) : undefined;
  }

  #store(
    sid: string,
    { records, checkpoints }: StoredSession,
    at: { size: number; note: string; text: string },
  ): void {
    const { sessions, leaves } = this.stored;
    this.now += 1;
    this.batches += 1;
    const checkpoint = { ...at, time: this.now, leaf: leaves.length };
    const session = { records, checkpoints: [...checkpoints, checkpoint] };
    this.stored = { sessions: new Map(sessions).set(sid, session), leaves: [...leaves, at.text] };
  }

  async #receipt(sid: string, size: number): Promise<Receipt> {
    const stored = this.stored.sessions.get(sid)?.checkpoints.find((checkpoint) => checkpoint.size === size);
    if (stored === undefined) throw new Error(`there is no checkpoint of ${size} records`);
    const signed = await signNote(stored.text, [this.#cosigner(stored.time)]);
    const { leaves } = this.stored;
    const proof = writeTlogProof({
      index: stored.leaf,
      hashes: proveInclusion(this.#hasher, leaves.map(this.#leaf), stored.leaf, leaves.length),
      checkpoint: await this.#workspaceNote(leaves.length),
    });
    const cosignature = signed.slice(stored.text.length + 1);
    return appendOutput.parse({ size, cosignature, time: stored.time, proof });
  }

  #workspaceNote(size: number): Promise<string> {
    const root = rootOf(this.#hasher, this.stored.leaves.slice(0, size).map(this.#leaf));
    const { name } = this.#log;
    const outside = this.witnesses.map((key, i) => this.#outside(key, i));
    return signNote(writeCheckpoint({ origin: name, size, root }), [this.#log, ...outside]);
  }
}

/** Another text for a proof's hash, for answers that were tampered with. */
export function flipBase64(hash: string): string {
  const bytes = fromBase64(hash) ?? new Uint8Array();
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return toBase64(bytes);
}
