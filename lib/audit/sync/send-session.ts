/**
 * Sends what of one session is not yet countersigned, batch after batch, and settles with the server where the two stand
 * when it disagrees.
 *
 * Guarantees: nothing counts as countersigned before its receipt was checked; a batch whose answer was lost is not sent
 * twice, but its receipt is fetched; records that the server had countersigned and has no more are never sent again as
 * if they were new: that is a rollback, and two histories under one key are a fork. Either ends the sending, with both
 * signed notes.
 */
import { equalBytes, fromUtf8, toBase64, utf8 } from "../bytes";
import type { Hasher } from "../hash";
import {
  type Checkpoint,
  openCheckpoint,
  parseNote,
  parseVkey,
  readCheckpoint,
  signNote,
  type Verifier,
  verifierOf,
  writeCheckpoint,
} from "../note";
import type { JournalState } from "../recorder/journal";
import { LocalTree } from "./local-tree";
import { type LogSource, type Opening, readOpening } from "./log-source";
import { done, haltOf, type Result, stop } from "./outcome";
import type { Trust } from "./pins";
import { type BelievedReceipt, checkReceipt } from "./receipts";
import { takeBatch } from "./take-batch";
import type { Head, Refused, Transport } from "./transport";
import type { Receipt } from "./wire";

/** What the server answers when it stands elsewhere than we thought. */
const DISAGREES: ReadonlySet<Refused["code"]> = new Set(["LOG_CONFLICT", "LOG_BAD_PROOF", "LOG_BAD_SIZE"]);
/** Where it stands is asked once for each batch; it that does not help, asking again will not. */
const MOST_SETTLINGS = 2;

export interface SendOptions {
  readonly hasher: Hasher;
  readonly transport: Pick<Transport, "append" | "head">;
  readonly trust: Trust;
  readonly workspaceId: string;
  readonly log: LogSource;
  readonly signal: AbortSignal;
  /** Before anything of it counts. */
  onReceipt(receipt: BelievedReceipt): Promise<void>;
}

export async function sendSession(options: SendOptions): Promise<Result<number>> {
  const opening = await readOpening(options.log);
  const key = opening && parseVkey(opening.vkey);
  if (opening === undefined || !key?.ok) return stop("DAMAGED");
  if (opening.host !== options.trust.host)
    return stop(
      "REFUSED",
      `The log was begun for ${opening.host}, and this server is ${options.trust.host}.`,
    );
  return new Sending(options, opening, verifierOf(key.value)).run();
}

class Sending {
  readonly #options: SendOptions;
  readonly #opening: Opening;
  readonly #session: Verifier;
  #tree: LocalTree | undefined;
  #settlings = 0;

  constructor(options: SendOptions, opening: Opening, session: Verifier) {
    this.#options = options;
    this.#opening = opening;
    this.#session = session;
  }

  /** Answers the size that is countersigned in the end: all that was there. */
  async run(): Promise<Result<number>> {
    const { log, signal } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      const [state, size] = [await log.state(), await log.size()];
      const tree = await this.#treeAt(state);
      if (!tree.ok) return tree;
      if (state.ackedSize >= size) return done(state.ackedSize);
      const sent = await this.#sendNext(state, tree.value);
      if (!sent.ok) return sent;
    }
  }

  /** The records up to there are still the ones that were countersigned; nothing is built on others. */
  async #treeAt({ ackedSize, receipt }: JournalState): Promise<Result<LocalTree>> {
    if (this.#tree?.size === ackedSize) return done(this.#tree);
    const { hasher, log, signal } = this.#options;
    const tree = await LocalTree.build(hasher, log, ackedSize, signal);
    if (tree === undefined)
      return stop("DAMAGED", "Records that were countersigned are not in this browser any more.");
    const known = receipt === undefined ? undefined : checkpointOf(receipt);
    if (ackedSize > 0 && (known?.size !== ackedSize || !equalBytes(known.root, tree.root())))
      return stop("DAMAGED", "The records in this browser are not the ones that were countersigned.");
    this.#tree = tree;
    return done(tree);
  }

  async #sendNext(state: JournalState, tree: LocalTree): Promise<Result<void>> {
    const { transport, workspaceId, log, signal } = this.#options;
    const records = await takeBatch(log, state.ackedSize, signal);
    const next = tree.with(records);
    const note = await this.#noteOf(next, state);
    if (note === undefined) return stop("NO_KEY");
    const batch = {
      workspaceId,
      sid: log.sid,
      old: tree.size,
      records: records.map(textOf),
      proof: [],
      note,
    };
    const answer = await transport.append(batch, signal);
    if (!answer.ok) return DISAGREES.has(answer.code) ? this.#settle(answer.message) : haltOf(answer);
    if (answer.value.size !== next.size) return this.#settle("The receipt is for another size.");
    const taken = await this.#take(note, answer.value);
    if (!taken.ok) return taken;
    this.#tree = next;
    this.#settlings = 0;
    return done(undefined);
  }

  /** Checks the receipt, then keeps it. */
  async #take(note: string, receipt: Receipt): Promise<Result<void>> {
    const { hasher, trust, log, onReceipt } = this.#options;
    const checked = await checkReceipt({ hasher, trust, session: this.#session, note, receipt });
    if (!checked.ok)
      return stop("BAD_RECEIPT", checked.why, { ours: note, theirs: `${note}${receipt.cosignature}` });
    const believed = checked.receipt;
    await onReceipt(believed);
    await log.keep({ ackedSize: believed.size, receipt: believed.note, proof: believed.proof });
    return done(undefined);
  }

  /** Signed by the session's key; without it, only what it had signed before. */
  async #noteOf(tree: LocalTree, state: JournalState): Promise<string | undefined> {
    const { log } = this.#options;
    const kept = state.checkpoint === undefined ? undefined : checkpointOf(state.checkpoint);
    if (kept?.size === tree.size && equalBytes(kept.root, tree.root())) return state.checkpoint;
    const key = await log.key(this.#opening.vkey);
    if (key === undefined) return undefined;
    const { signer } = key;
    const note = await signNote(
      writeCheckpoint({ origin: signer.name, size: tree.size, root: tree.root() }),
      [signer],
    );
    // Kept before it is given away: what others have seen of the session, the session knows.
    if (tree.size > (kept?.size ?? 0)) await log.keep({ checkpoint: note });
    return note;
  }

  /** The server stands elsewhere: at a beginning of ours, which happens when an answer was lost, or at no such thing. */
  async #settle(why: string): Promise<Result<void>> {
    const { transport, workspaceId, log, signal } = this.#options;
    this.#settlings += 1;
    if (this.#settlings > MOST_SETTLINGS) return stop("REFUSED", why);
    const answer = await transport.head({ workspaceId, sid: log.sid }, signal);
    const state = await log.state();
    if (!answer.ok && answer.code !== "NOT_FOUND") return haltOf(answer);
    if (!answer.ok) {
      if (state.ackedSize === 0) return done(undefined);
      return rollback(state, 0, "");
    }
    return this.#compare(answer.value, state);
  }

  async #compare(head: Head, state: JournalState): Promise<Result<void>> {
    const { log } = this.#options;
    const opened = await openCheckpoint(utf8(head.note), [this.#session]);
    if (!opened.ok || opened.value.checkpoint.size !== head.size)
      return stop("BAD_RECEIPT", "The server shows a checkpoint that this session has not signed.");
    const theirs = opened.value.checkpoint;
    if (theirs.size < state.ackedSize) return rollback(state, theirs.size, head.note);
    if (theirs.size > (await log.size())) {
      const why = `The server has ${theirs.size} records, signed by this session, and here there are fewer.`;
      return stop("FORK", why, { ours: state.checkpoint ?? "", theirs: head.note });
    }
    return this.#adopt(head, theirs);
  }

  /** A beginning of ours: the answer about it was lost. */
  async #adopt(head: Head, theirs: Checkpoint): Promise<Result<void>> {
    const { hasher, log, signal } = this.#options;
    const tree = await LocalTree.build(hasher, log, theirs.size, signal);
    if (tree === undefined || !equalBytes(tree.root(), theirs.root)) {
      const why = `The server has another log of this session: for ${theirs.size} records it has another root.`;
      // Signed for the same size: the two notes together prove it to anybody.
      const ours = tree && (await this.#noteOf(tree, await log.state()));
      return stop("FORK", why, {
        ours: ours ?? toBase64(tree?.root() ?? new Uint8Array()),
        theirs: head.note,
      });
    }
    const taken = await this.#take(head.note, head.receipt);
    if (taken.ok) this.#tree = tree;
    return taken;
  }
}

function rollback(state: JournalState, size: number, note: string): ReturnType<typeof stop> {
  const why = `The server had countersigned ${state.ackedSize} records of this session, and now has ${size}.`;
  return stop("ROLLBACK", why, { ours: state.receipt ?? "", theirs: note });
}

function checkpointOf(note: string): Checkpoint | undefined {
  const parsed = parseNote(utf8(note));
  const read = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  return read.ok ? read.value : undefined;
}

/** The bytes as a string; a record is UTF-8, and the server compares what it gets with what was signed. */
function textOf(record: Uint8Array): string {
  return fromUtf8(record) ?? "";
}
