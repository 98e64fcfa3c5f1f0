import "server-only";
import { createHash } from "node:crypto";
import { Recorder, type SessionEntry } from "@/lib/audit/recorder";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { type Entries, letter, MOST_OF_LETTER } from "./long-entries";
import { Outbox } from "./outbox";
import type { For } from "./run-example";
import type { OutgoingBatch } from "./send";

const BATCH = 500;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** A session of so many records, each batch given as soon as it is recorded. */
export async function* longSession(
  size: number,
  { sid, workspaceId, opened: { host, nonce, head } }: For,
): AsyncGenerator<OutgoingBatch> {
  const journal = new Outbox();
  const recorder = await Recorder.open({
    ...{ journal, hasher: nodeHasher(), clock: Date.now, sid, host },
    data: {
      actor: "seed",
      agent: "archive-indexer",
      build_sha256: digest("build"),
      driver: { name: "embedded", version: "1" },
      policy_sha256: digest("policy"),
      spec_sha256: digest("spec"),
      workspace: workspaceId,
      nonce,
      ...(head === undefined ? {} : { workspace_checkpoint: head }),
    },
  });
  let old = 0;
  const batch = async (): Promise<OutgoingBatch> => {
    const note = await recorder.checkpoint();
    const made = { old, records: journal.take(), note };
    old += made.records.length;
    return made;
  };
  for (const entry of numbered(entriesFor(recorder, size - 1), recorder)) {
    recorder.appendSoon(entry);
    if (recorder.size - old === BATCH) yield await batch();
  }
  await recorder.close({ key: "keep" });
  yield await batch();
}

/** Letters as long as a whole one has room, then what an agent prints. */
function* entriesFor(recorder: Recorder, size: number): Entries {
  for (let n = 0; recorder.size + MOST_OF_LETTER <= size; n++) yield* letter(n);
  while (recorder.size < size) {
    const body = { bytes: 12, sha256: digest(`line ${recorder.size}`) };
    yield { type: "agent.output", data: { body, stream: "stdout" } };
  }
}

/** Tells each entry that was recorded its number. */
function* numbered(entries: Entries, recorder: Recorder): Generator<SessionEntry> {
  for (let next = entries.next(0); !next.done; next = entries.next(recorder.size - 1)) yield next.value;
}
