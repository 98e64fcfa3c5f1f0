import "server-only";
import { MemoryJournal, newSessionId, Recorder, type SessionEntry } from "@/lib/audit/recorder";
import { nodeHasher } from "@/lib/runtime/node/hash";

/** What an uploader sends: the records from `old` on, and the session's own checkpoint over all of them. */
export interface RecordedBatch {
  readonly old: number;
  readonly records: readonly string[];
  readonly note: string;
}
export interface RecordedSession {
  readonly sid: string;
  readonly batches: readonly RecordedBatch[];
}

export interface Recording {
  /** How many records, the opening among them, and the closing one where it is closed. */
  readonly size: number;
  readonly batch?: number;
  readonly host?: string;
  readonly isClosed?: boolean;
  readonly agent?: string;
  entry?(n: number): SessionEntry;
}

const START = Date.UTC(2026, 2, 1, 12);
const DIGEST = { build_sha256: "a", policy_sha256: "b", spec_sha256: "c" };

/** Reads of files, every tenth denied; the number is in the path. */
export function someEntry(n: number): SessionEntry {
  const verdict = n % 10 === 7 ? "deny" : "allow";
  return {
    type: n % 3 === 0 ? "fs.write" : "fs.read",
    data: {
      code: verdict === "deny" ? "DENIED_BY_RULE" : "ALLOWED",
      request: { path: `/workspace/file-${n}.txt` },
      verdict,
    },
  };
}

/** A session as a browser records it: the real recorder, with a checkpoint after each batch. */
export async function recordSession(options: Recording): Promise<RecordedSession> {
  const { size, batch = 500, host = "localhost", isClosed = false, agent = "report-writer" } = options;
  let now = START;
  const clock = () => now++;
  const sid = newSessionId(clock);
  const journal = MemoryJournal.open();
  const data = {
    ...Object.fromEntries(Object.entries(DIGEST).map(([name, digit]) => [name, digit.repeat(64)])),
    agent,
    driver: { name: "embedded", version: "1" },
  } as Parameters<typeof Recorder.open>[0]["data"];
  const recorder = await Recorder.open({ journal, hasher: nodeHasher(), clock, sid, host, data });
  const entry = options.entry ?? someEntry;
  const batches: RecordedBatch[] = [];
  const last = isClosed ? size - 1 : size;
  for (let old = 0; old < size; ) {
    const end = Math.min(size, old + batch);
    for (let n = recorder.size; n < Math.min(end, last); n++) recorder.appendSoon(entry(n));
    if (isClosed && end === size) await recorder.close({ key: "keep" });
    const note = await recorder.checkpoint();
    const records: string[] = [];
    for await (const some of journal.read(old))
      records.push(...some.map((each) => Buffer.from(each).toString()));
    batches.push({ old, records, note });
    old = end;
  }
  return { sid, batches };
}
