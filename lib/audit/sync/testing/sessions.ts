/** Sessions for the tests of this folder: recorded by the real recorder, into memory. */
import type { Hasher } from "../../hash";
import { MemoryJournal, type MemoryStore, newMemoryStore, newSessionId, Recorder } from "../../recorder";
import { OPENING, sampleEntry, tickingClock } from "../../recorder/testing/sessions";
import { journalSource, type LogSource } from "../log-source";

export const WORKSPACE = "ws_test";
export const HOST = "audit.example";

export interface TestSession {
  readonly sid: string;
  readonly store: MemoryStore;
  readonly journal: MemoryJournal;
  readonly recorder: Recorder;
  readonly log: LogSource;
  /** Records this many more, durably. */
  record(count: number): Promise<void>;
}

export async function newSession(
  hasher: Hasher,
  { host = HOST, workspaceId = WORKSPACE }: { host?: string; workspaceId?: string } = {},
): Promise<TestSession> {
  const clock = tickingClock();
  const store = newMemoryStore();
  const journal = MemoryJournal.open(store);
  const sid = newSessionId(clock);
  const data = { ...OPENING, agent: "tested", workspace: workspaceId };
  const recorder = await Recorder.open({ journal, hasher, clock, sid, host, data });
  const record = async (count: number) => {
    for (let n = 0; n < count; n++) recorder.appendSoon(sampleEntry(recorder.size));
    await recorder.flush();
  };
  return { sid, store, journal, recorder, log: journalSource(sid, journal), record };
}
