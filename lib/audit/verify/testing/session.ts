/**
 * A session with all that can be known about it: records, checkpoints with the signature of the session and of the
 * server, and the log of the workspace, cosigned by witnesses. Everything is made by the code that makes it in life.
 */
import { utf8 } from "../../bytes";
import { Chain } from "../../chain";
import type { Hasher } from "../../hash";
import { formatVkey, signNote, writeCheckpoint, writeTlogProof } from "../../note";
import { testLog, testWitness } from "../../note/testing/keys";
import type { Entry } from "../../record";
import { CompactRange, proveInclusion } from "../../tree";
import type { Knowledge } from "../options";

const HOST = "audit.example";
const START = Date.UTC(2026, 0, 1);
export const TIME = 1_767_225_600;
const LF = 0x0a;

export const COSIGNER = testWitness(`${HOST}/cosigner`, 2, TIME);
export const WORKSPACE = testLog(`${HOST}/w/demo`, 3);
export const WITNESSES = [4, 5, 6].map((number) =>
  testWitness(`w${number}.example/witness`, number, TIME + number),
);

export interface SessionOptions {
  /** Told apart by their last digits; sessions of different numbers have different keys too. */
  readonly number?: number;
  readonly entries?: readonly Entry[];
  readonly isClosed?: boolean;
}

export class TestSession {
  readonly hasher: Hasher;
  readonly sid: string;
  readonly origin: string;
  readonly records: Uint8Array[] = [];
  readonly log: ReturnType<typeof testLog>;
  readonly #chain: Chain;
  readonly #roots: Uint8Array[] = [];

  constructor(hasher: Hasher, { number = 1, entries = calls(3), isClosed = true }: SessionOptions = {}) {
    this.hasher = hasher;
    this.sid = `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
    this.origin = `${HOST}/s/${this.sid}`;
    this.log = testLog(this.origin, 100 + number);
    this.#chain = new Chain(hasher, this.sid);
    this.#roots.push(this.#chain.root());
    this.append(this.#opening());
    for (const entry of entries) this.append(entry);
    if (isClosed) this.append({ type: "session.close", data: { counts: {}, status: "complete" } });
  }

  append(entry: Entry, ts: number = START + this.records.length * 1000): void {
    this.records.push(this.#chain.append({ ...entry, ts: new Date(ts).toISOString() }).bytes);
    this.#roots.push(this.#chain.root());
  }

  get size(): number {
    return this.records.length;
  }

  get lines(): Uint8Array {
    return linesOf(this.records);
  }

  get vkey(): string {
    return formatVkey(this.log.vkey);
  }

  checkpointText(size: number = this.size): string {
    return writeCheckpoint({ origin: this.origin, size, root: this.#roots[size] as Uint8Array });
  }

  checkpoint(size: number = this.size) {
    return { origin: this.origin, size, root: this.#roots[size] as Uint8Array };
  }

  /** As the session signs it, before the server has seen it. */
  async ownNote(size: number = this.size): Promise<Uint8Array> {
    return utf8(await signNote(this.checkpointText(size), [this.log.signer]));
  }

  /** With the server's countersignature: the receipt. */
  async receipt(size: number = this.size, more: readonly (typeof COSIGNER)[] = []): Promise<Uint8Array> {
    const signers = [this.log.signer, COSIGNER.signer, ...more.map(({ signer }) => signer)];
    return utf8(await signNote(this.checkpointText(size), signers));
  }

  /** That the workspace's log has the checkpoint of this size, as its leaf 2. */
  async proof(size: number = this.size, witnesses: readonly (typeof COSIGNER)[] = []): Promise<Uint8Array> {
    const texts = ["of another session\n", this.checkpointText(1), this.checkpointText(size), "later\n"];
    const workspace = workspaceLog(this.hasher, texts);
    const signers = [WORKSPACE.signer, ...witnesses.map(({ signer }) => signer)];
    const checkpoint = await signNote(writeCheckpoint(workspace.checkpoint), signers);
    return utf8(
      writeTlogProof({ index: 2, hashes: proveInclusion(this.hasher, workspace.leaves, 2, 4), checkpoint }),
    );
  }

  /** All that an outsider can know. */
  get knowledge(): Required<Pick<Knowledge, "keys" | "policy">> {
    return { keys: [this.vkey, formatVkey(COSIGNER.vkey), formatVkey(WORKSPACE.vkey)], policy: POLICY };
  }

  #opening(): Entry {
    return {
      type: "session.open",
      data: {
        build_sha256: "a".repeat(64),
        driver: { name: "embedded", version: "1.0.0" },
        key_extractable: false,
        policy_sha256: "b".repeat(64),
        spec_sha256: "c".repeat(64),
        vkey: formatVkey(this.log.vkey),
      },
    };
  }
}

/** Two of three witnesses. */
export const POLICY = utf8(
  [
    `log ${formatVkey(WORKSPACE.vkey)}`,
    ...WITNESSES.map(({ vkey }, i) => `witness w${i} ${formatVkey(vkey)}`),
    "group quorate 2 w0 w1 w2",
    "quorum quorate\n",
  ].join("\n"),
);

export function workspaceLog(hasher: Hasher, texts: readonly string[]) {
  const leaves = texts.map((text) => hasher.leaf(utf8(text)));
  const range = CompactRange.empty(hasher);
  for (const leaf of leaves) range.append(leaf);
  return { leaves, checkpoint: { origin: WORKSPACE.vkey.name, size: texts.length, root: range.root() } };
}

/** Decisions with their results. */
export function calls(count: number, from = 1): Entry[] {
  return Array.from({ length: count }, (_, i): Entry[] => {
    const seq = from + 2 * i;
    const path = `/workspace/${seq}.txt`;
    return [
      { type: "fs.read", data: { code: "ALLOWED", request: { path }, verdict: "allow" } },
      { type: "fs.read.result", data: { of: seq, status: "ok" } },
    ];
  }).flat();
}

export function linesOf(records: readonly Uint8Array[]): Uint8Array {
  const lines = new Uint8Array(records.reduce((length, record) => length + record.length + 1, 0));
  let at = 0;
  for (const record of records) {
    lines.set(record, at);
    at += record.length + 1;
    lines[at - 1] = LF;
  }
  return lines;
}
