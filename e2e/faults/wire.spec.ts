/** What the network does to batches and answers, and what two machines with one session do to each other. */
import { expect, test } from "@playwright/test";
import type { Batch } from "../../lib/audit/sync/wire";
import { answered, expectStored, linesOf } from "../support/log/expect-stored";
import { LogClient } from "../support/log/log-client";
import { RecordedSession } from "../support/log/recorded-session";
import { Sender } from "../support/log/sender";

const url = () => process.env.AEGIS_E2E_URL ?? "";
const AT_ONCE = 6;

test("an answer that is cut off behind the commit: the 409 with our own checkpoint leads to the same state", async () => {
  const client = await LogClient.begin({ url: url() });
  const sender = await Sender.begin(client);
  for (let n = 1; n <= 5; n++) {
    expect(await sender.send(30, { cutAnswer: true })).toMatchObject({ code: "UNREACHABLE" });
    await expectStored(client, [sender]);
    expect(await sender.send(30)).toMatchObject({ ok: true });
    expect(sender.adopted).toBe(n);
  }
  expect(sender.acked).toBe(150);
  await expectStored(client, [sender]);
  client.close();
});

/** Two machines of the same author. */
async function twoClients() {
  const one = await LogClient.begin({ url: url() });
  const other = new LogClient({ url: url() });
  other.cookie = one.cookie;
  other.workspaceId = one.workspaceId;
  return [one, other] as const;
}

test("duplicate, reordered, replayed and concurrent batches from two clients are stored once", async () => {
  const [one, other] = await twoClients();
  const { host, nonce } = answered(await one.open());
  const session = await RecordedSession.open({ host, workspaceId: one.workspaceId, nonce });
  const batches: Batch[] = [];
  for (let n = 0; n < 5; n++) batches.push(await session.next(20));
  const [first, second, third, fourth, fifth] = batches as [Batch, Batch, Batch, Batch, Batch];

  // Reordered: the second one before there is a first.
  expect(await one.append(second)).toMatchObject({ status: 409, code: "LOG_CONFLICT", details: { size: 0 } });
  const taken = answered(await one.append(first));
  expect(await other.append(third)).toMatchObject({ code: "LOG_CONFLICT", details: { size: 20 } });
  // Duplicate and replayed, from here and from there.
  for (const client of [one, other])
    expect(await client.append(first)).toMatchObject({
      code: "LOG_CONFLICT",
      details: { size: 20, note: first.note },
    });
  // Nothing new, and the checkpoint that is stored: the same receipt, to the byte.
  const again = answered(await other.append({ ...first, old: 20, records: [] }));
  expect(again).toEqual({ ...taken, proof: again.proof });

  // Concurrent: one of them wins, the others are told where the session stands.
  for (const batch of [second, third, fourth, fifth]) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => (n % 2 === 0 ? one : other).append(batch)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const size = batch.old + 20;
    for (const answer of answers)
      if (!answer.ok)
        expect(answer).toMatchObject({ code: "LOG_CONFLICT", details: { size, note: batch.note } });
  }
  expect(await linesOf(other, session.sid)).toEqual(batches.flatMap(({ records }) => records));
  one.close();
  other.close();
});

test("a second history of a session is refused, and both notes are kept", async () => {
  const client = await LogClient.begin({ url: url() });
  const sender = await Sender.begin(client);
  for (let n = 0; n < 3; n++) expect(await sender.send(25)).toMatchObject({ ok: true });
  const { session, receipts } = sender;
  const { sid, workspaceId } = session;
  const forged = await session.forged(75);
  const offered: Batch = { sid, workspaceId, old: 75, records: [], proof: [], note: forged };
  expect(await client.append(offered)).toMatchObject({
    status: 422,
    code: "LOG_BAD_PROOF",
    details: { verdict: "FORK" },
  });
  const older = await session.forged(50);
  expect(await client.append({ ...offered, old: 50, note: older })).toMatchObject({ code: "LOG_CONFLICT" });
  const { items } = answered(
    await client.query<{ items: { storedNote: string; offeredNote: string }[] }>("evidence", { sid }),
  );
  expect(items.map(({ offeredNote }) => offeredNote)).toEqual([forged, older]);
  for (const { storedNote } of items) expect(receipts.at(-1)?.note.startsWith(storedNote)).toBe(true);
  expect(await sender.send(25)).toMatchObject({ ok: true });
  await expectStored(client, [sender]);
  client.close();
});
