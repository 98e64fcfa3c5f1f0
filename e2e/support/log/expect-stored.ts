/** Whether a server has exactly what it acknowledged: each record once, equal roots, receipts that hold, one history. */
import { expect } from "@playwright/test";
import { equalBytes, fromBase64, utf8 } from "../../../lib/audit/bytes";
import type { Head, Proof } from "../../../lib/audit/sync/transport";
import { verifyConsistency } from "../../../lib/audit/tree";
import { verify } from "../../../lib/audit/verify";
import { nodeHasher } from "../../../lib/runtime/node/hash";
import type { Answer, LogClient } from "./log-client";
import type { Sender } from "./sender";

const HASHER = nodeHasher();
const NOTHING = new Uint8Array(0);

export function answered<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.status} ${answer.code} ${answer.message}`);
  return answer.value;
}

/** The records of a session, page by page, as anybody who may read gets them. */
export async function linesOf(client: LogClient, sid: string): Promise<string[]> {
  const lines: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: Page = answered(await client.query("records", { sid, from, limit: 500 }));
    lines.push(...page.items.map(({ line }) => line));
    from = page.next;
  }
  return lines;
}
interface Page {
  readonly items: readonly { readonly line: string }[];
  readonly next: number | null;
}

/**
 * What is stored ends where the last acknowledged batch ended, or behind the one whose answer was lost: nowhere else.
 * The author's side follows through the receipts that it held before.
 */
export async function expectStored(client: LogClient, senders: readonly Sender[]): Promise<void> {
  const { keys } = answered(await client.open());
  for (const sender of senders) {
    const { session, lines, acked, pending } = sender;
    // To verify the one before may have taken so long that the server has closed what nobody used.
    client.reconnect();
    if (acked === 0 && !(await client.query("head", { sid: session.sid })).ok) continue;
    const head = answered(await client.query<Head>("head", { sid: session.sid }));
    const ends = pending ? [acked, pending.old + pending.records.length] : [acked];
    expect(ends).toContain(head.size);
    const stored = await linesOf(client, session.sid);
    expect(stored).toHaveLength(head.size);
    // One by one, and not as what is compared in depth: there may be many thousand, looked at again and again.
    expect(stored.findIndex((line, seq) => line !== lines[seq])).toBe(-1);
    const { note } = await sender.believe(head.note, head.receipt);
    const report = await verify(
      { records: [stored.map(utf8)] },
      {
        hasher: HASHER,
        checkpoints: [utf8(note)],
        proof: utf8(head.receipt.proof),
        keys: [...keys.cosigner, ...keys.log],
      },
    );
    expect(report).toMatchObject({ verdict: "OK", faults: [] });
  }
  client.reconnect();
  await expectOneHistory(client, senders);
}

/** The log of the workspace extends every head of it that was ever signed for these sessions. */
export async function expectOneHistory(client: LogClient, senders: readonly Sender[]): Promise<void> {
  const seen = senders.flatMap(({ receipts }) => receipts.map(({ head }) => head));
  const bySize = new Map(seen.map((head) => [head.size, head]));
  // One look at all of them: there are ten thousand, and each that is asked for by itself becomes a step of the trace.
  expect(seen.filter(({ size, root }) => !equalBytes(root, bySize.get(size)?.root ?? NOTHING))).toEqual([]);
  // The last of each session is enough: what is in front of it, it was proved to extend when it was read here before.
  const last = senders.flatMap(({ receipts }) => receipts.slice(-1).map(({ head }) => head));
  for (const { size, root } of last) {
    const proof = answered(await client.query<Proof>("proof", { of: "workspace", from: size }));
    const now = bySize.get(proof.size) ?? headIn(proof.note);
    const hashes = proof.hashes.map((hash) => fromBase64(hash) ?? new Uint8Array(0));
    expect(verifyConsistency(HASHER, size, proof.size, hashes, root, now.root)).toMatchObject({ ok: true });
  }
}

function headIn(note: string): { readonly root: Uint8Array } {
  const root = fromBase64(note.split("\n")[2] ?? "");
  if (!root) throw new Error("the checkpoint of the workspace has no root");
  return { root };
}
