/**
 * Sends one session and believes nothing: each receipt is verified when it comes, and where an answer was lost, the
 * server's 409 with the session's own signed checkpoint says where the two stand.
 */
import { parseVkey, verifierOf } from "../../../lib/audit/note";
import { checkPins, type Trust, trustOf } from "../../../lib/audit/sync/pins";
import { type BelievedReceipt, checkReceipt } from "../../../lib/audit/sync/receipts";
import type { Head } from "../../../lib/audit/sync/transport";
import type { Batch, Receipt } from "../../../lib/audit/sync/wire";
import { nodeHasher } from "../../../lib/runtime/node/hash";
import type { Answer, LogClient, Refusal } from "./log-client";
import { RecordedSession } from "./recorded-session";

const HASHER = nodeHasher();

export class Sender {
  readonly session: RecordedSession;
  /** Everything that was recorded, sent or not. */
  readonly lines: string[] = [];
  /** Of every batch that was acknowledged. */
  readonly receipts: BelievedReceipt[] = [];
  /** How often a lost answer turned out to be one behind the commit. */
  adopted = 0;
  readonly #trust: Trust;
  #client: LogClient;
  #pending: Batch | undefined;

  private constructor(client: LogClient, session: RecordedSession, trust: Trust) {
    this.#client = client;
    this.session = session;
    this.#trust = trust;
  }

  static async begin(client: LogClient): Promise<Sender> {
    const opened = await client.open();
    if (!opened.ok) throw new Error(`the server opens no log: ${opened.code} ${opened.message}`);
    const { workspaceId } = client;
    const { host, nonce } = opened.value;
    const pinned = checkPins(undefined, opened.value, workspaceId);
    if (!pinned.ok) throw new Error(pinned.why);
    const session = await RecordedSession.open({ host, workspaceId, nonce });
    return new Sender(client, session, trustOf(pinned.pins, workspaceId));
  }

  get acked(): number {
    return this.receipts.at(-1)?.size ?? 0;
  }

  /** What was sent and not acknowledged. */
  get pending(): Batch | undefined {
    return this.#pending;
  }

  /** Records more, unless something is still on its way. */
  async record(count: number): Promise<Batch> {
    if (this.#pending) return this.#pending;
    const batch = await this.session.next(count);
    this.lines.push(...batch.records);
    this.#pending = batch;
    return batch;
  }

  /** Sends what is pending, or the next so many. A refusal leaves it pending. */
  async send(
    count: number,
    more: { client?: LogClient; cutAnswer?: boolean } = {},
  ): Promise<Answer<unknown>> {
    const { client = this.#client, cutAnswer = false } = more;
    const batch = await this.record(count);
    const answer = await client.append(batch, { cutAnswer });
    if (answer.ok) await this.#accept(batch, answer.value);
    else if (answer.code === "LOG_CONFLICT") return await this.#compare(batch, answer, client);
    return answer;
  }

  /** Sends until it is acknowledged. Only for what passes by itself. */
  async sendUntilStored(count: number, isPassing: (refusal: Refusal) => boolean): Promise<void> {
    for (;;) {
      const answer = await this.send(count);
      if (answer.ok) return;
      if (!isPassing(answer)) throw new Error(`refused: ${answer.code} ${answer.message}`);
    }
  }

  /** Whether the receipt holds, for the checkpoint that was signed here. */
  async believe(note: string, receipt: Receipt): Promise<BelievedReceipt> {
    const key = parseVkey(this.session.vkey);
    if (!key.ok) throw new Error(key.why);
    const question = { hasher: HASHER, trust: this.#trust, session: verifierOf(key.value), note, receipt };
    const checked = await checkReceipt(question);
    if (!checked.ok) throw new Error(`a receipt that does not hold: ${checked.why}`);
    return checked.receipt;
  }

  async #accept(batch: Batch, receipt: Receipt): Promise<void> {
    this.receipts.push(await this.believe(batch.note, receipt));
    this.#pending = undefined;
  }

  /** It has the batch already: an answer that was lost. Anything else would be a fork, and is thrown. */
  async #compare(batch: Batch, refusal: Refusal, client: LogClient): Promise<Answer<unknown>> {
    const { size, note } = refusal.details;
    if (size === batch.old) return refusal;
    if (size !== batch.old + batch.records.length || note !== batch.note)
      throw new Error(`the server has ${size} records, sent were ${batch.old} and ${batch.records.length}`);
    const head = await client.query<Head>("head", { sid: batch.sid });
    if (!head.ok) return head;
    if (head.value.note !== batch.note) throw new Error("the head is not the checkpoint that was sent");
    await this.#accept(batch, head.value.receipt);
    this.adopted += 1;
    return head;
  }
}
