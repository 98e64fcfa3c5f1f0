import { describe, expect, test, vi } from "vitest";
import { nodeHasher } from "../../runtime/node/hash";
import { utf8 } from "../bytes";
import { generateSeedKey } from "../note/keys";
import { closeInterrupted } from "./close-interrupted";
import { JournalFault } from "./journal";
import { MemoryJournal, type MemoryStore, newMemoryStore } from "./memory-journal";
import type { SessionEntry } from "./options";
import { Recorder } from "./recorder";
import { auditRecords } from "./testing/audit";
import { recorderCases } from "./testing/recorder-cases";
import { linesOf, openSession, sampleEntry, tickingClock } from "./testing/sessions";

const hasher = nodeHasher();
const trouble = (name: string, message?: RegExp) =>
  expect.objectContaining({ trouble: name, ...(message && { message: expect.stringMatching(message) }) });

describe("over a journal in memory", () => {
  test.each(recorderCases(hasher))("$name", async ({ run }) => {
    const store = newMemoryStore();
    await run({ open: async (mode) => MemoryJournal.open(store, mode) });
  });
});

describe("opening", () => {
  test("needs a journal that is empty and may be written", async () => {
    const store = newMemoryStore();
    const journal = MemoryJournal.open(store);
    await openSession(journal, hasher);
    await expect(openSession(journal, hasher)).rejects.toThrow(trouble("conflict"));
    await expect(openSession(MemoryJournal.open(store, "read"), hasher)).rejects.toThrow(
      trouble("read-only"),
    );
  });

  test("keeps the key before the record that names it is written", async () => {
    const journal = MemoryJournal.open();
    vi.spyOn(journal.keys, "save").mockRejectedValue(new JournalFault("quota"));
    await expect(openSession(journal, hasher)).rejects.toThrow(trouble("quota"));
    expect(journal.size).toBe(0);
  });
});

describe("a journal that takes no more for now", () => {
  const upTo = (limit: { most: number }) => {
    const journal = MemoryJournal.open();
    return Object.assign(journal, {
      refuses: (seq: number) => (seq >= limit.most ? new JournalFault("unsent") : undefined),
    });
  };

  test("is not added to, can be closed, and goes on when that has passed", async () => {
    const limit = { most: 2 };
    const recorder = await openSession(upTo(limit), hasher);
    await recorder.append(sampleEntry(1));
    await expect(recorder.append(sampleEntry(2))).rejects.toThrow(trouble("unsent"));
    expect(() => recorder.appendSoon(sampleEntry(2))).toThrow(trouble("unsent"));
    expect(recorder.fault).toBeUndefined();
    limit.most = 3;
    expect((await recorder.append(sampleEntry(2))).seq).toBe(2);
    expect((await recorder.close({ key: "keep" })).size).toBe(4);
  });

  test("ends a loan by its refusal", async () => {
    const recorder = await openSession(upTo({ most: 1 }), hasher);
    expect(() => recorder.lend()).toThrow(trouble("unsent"));
  });
});

describe("recording", () => {
  test("what is no record is refused, and the session goes on", async () => {
    const journal = MemoryJournal.open();
    const recorder = await openSession(journal, hasher);
    const bad = { type: "fs.read", data: { verdict: "maybe" } } as unknown as SessionEntry;
    await expect(recorder.append(bad)).rejects.toMatchObject({ code: "NOT_A_RECORD" });
    expect(() => recorder.appendSoon(bad)).toThrow(expect.objectContaining({ code: "NOT_A_RECORD" }));
    const path = "x".repeat(20_000);
    const large = {
      ...sampleEntry(2),
      data: { code: "ALLOWED", request: { path }, verdict: "allow" },
    } as SessionEntry;
    await expect(recorder.append(large)).rejects.toMatchObject({ code: "TOO_LARGE" });
    expect((await recorder.append(sampleEntry(1))).seq).toBe(1);
    auditRecords(hasher, await linesOf(journal));
  });

  test.each(["session.open", "session.close"])("nobody but the recorder records a %s", async (type) => {
    const recorder = await openSession(MemoryJournal.open(), hasher);
    const data = { counts: {}, status: "complete" };
    await expect(recorder.append({ type, data } as unknown as SessionEntry)).rejects.toMatchObject({
      code: "NOT_A_RECORD",
    });
    expect(recorder.size).toBe(1);
  });

  test("aborting ends the waiting and not the record", async () => {
    const journal = MemoryJournal.open();
    const recorder = await openSession(journal, hasher);
    const controller = new AbortController();
    const waiting = recorder.append(sampleEntry(1), { signal: controller.signal });
    controller.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
    await expect(recorder.append(sampleEntry(2), { signal: controller.signal })).rejects.toThrow("stopped");
    expect((await recorder.append(sampleEntry(3))).seq).toBe(2);
    expect(journal.size).toBe(3);
  });

  test("a clock that gives no time makes no record", async () => {
    const journal = MemoryJournal.open();
    let now = 1_000;
    const clock = () => now;
    const { sid } = await openSession(MemoryJournal.open(), hasher);
    const data = { ...OPENED };
    const recorder = await Recorder.open({ journal, hasher, clock, sid, host: "audit.example", data });
    now = Number.NaN;
    await expect(recorder.append(sampleEntry(1))).rejects.toMatchObject({ code: "NOT_A_RECORD" });
    expect(recorder.size).toBe(1);
  });

  test("a subscriber that fails is left out, and nothing else happens", async () => {
    const recorder = await openSession(MemoryJournal.open(), hasher);
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    let calls = 0;
    recorder.subscribe(() => {
      calls += 1;
      throw new Error("planted");
    });
    const stop = recorder.subscribe(() => {
      calls += 10;
    });
    await recorder.append(sampleEntry(1));
    await recorder.append(sampleEntry(2));
    stop();
    await recorder.append(sampleEntry(3));
    expect([calls, complaint.mock.calls.length]).toEqual([21, 1]);
    complaint.mockRestore();
  });

  test("following stops when it is told to", async () => {
    const recorder = await openSession(MemoryJournal.open(), hasher);
    const controller = new AbortController();
    const records = recorder.follow(0, controller.signal);
    expect((await records.next()).value).toMatchObject({ first: 0 });
    const next = records.next();
    controller.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
  });
});

const OPENED = {
  build_sha256: "a".repeat(64),
  driver: { name: "node", version: "1" },
  policy_sha256: "b".repeat(64),
  spec_sha256: "c".repeat(64),
} as const;

describe("when the log cannot be stored", () => {
  test("the recorder is dead: every call says why, and nothing is recorded", async () => {
    const journal = MemoryJournal.open();
    const recorder = await openSession(journal, hasher);
    await recorder.append(sampleEntry(1));
    vi.spyOn(journal, "append").mockRejectedValueOnce(new JournalFault("quota"));
    const followed = recorder.follow(2).next();
    const waiting = [
      recorder.append(sampleEntry(2)),
      recorder.append(sampleEntry(3)),
      recorder.checkpoint(),
      followed,
    ];
    for (const wait of await Promise.allSettled(waiting))
      expect(wait).toMatchObject({ reason: { trouble: "quota" } });
    // The journal would take them again. The recorder must not: what came before is missing.
    await expect(recorder.append(sampleEntry(4))).rejects.toThrow(trouble("quota"));
    expect(() => recorder.appendSoon(sampleEntry(5))).toThrow(trouble("quota"));
    for (const call of [
      recorder.flush(),
      recorder.checkpoint(),
      recorder.close({ key: "keep" }),
      recorder.drained(),
    ]) {
      await expect(call).rejects.toThrow(trouble("quota"));
    }
    expect(recorder.fault).toMatchObject({ code: "STORAGE", trouble: "quota" });
    expect([journal.size, recorder.durableSize]).toEqual([2, 2]);
  });

  test("a checkpoint is not signed over what is not durable", async () => {
    const journal = MemoryJournal.open();
    const recorder = await openSession(journal, hasher);
    vi.spyOn(journal, "append").mockRejectedValueOnce(new JournalFault("failed"));
    recorder.appendSoon(sampleEntry(1));
    await expect(recorder.checkpoint()).rejects.toThrow(trouble("failed"));
    expect((await journal.state()).checkpoint).toBeUndefined();
  });
});

describe("resuming", () => {
  async function interrupted(): Promise<MemoryStore> {
    const store = newMemoryStore();
    const journal = MemoryJournal.open(store);
    const recorder = await openSession(journal, hasher);
    await Promise.all([1, 2, 3, 4].map((n) => recorder.append(sampleEntry(n))));
    await recorder.checkpoint();
    await recorder.append(sampleEntry(5));
    await journal.close();
    return store;
  }
  const resume = (store: MemoryStore) =>
    closeInterrupted({ journal: MemoryJournal.open(store), hasher, clock: tickingClock(), key: "keep" });
  function editing(seq: number, from: string | RegExp, to: string) {
    return ({ records }: MemoryStore) => {
      records[seq] = utf8(new TextDecoder().decode(records[seq]).replace(from, to));
    };
  }
  function setting<Part extends keyof MemoryStore>(part: Part, value: MemoryStore[Part]) {
    return (store: MemoryStore) => {
      store[part] = value;
    };
  }
  const damages: [string, (store: MemoryStore) => void, RegExp][] = [
    ["a record was edited", editing(2, "/2.txt", "/3.txt"), /Record 3 .* hash/],
    ["a record is no record", editing(2, /^.*$/, "{}"), /Record 2 /],
    ["a record is missing", ({ records }) => records.splice(3, 1), /Record 3 .* number 4/],
    [
      "two were swapped",
      ({ records }) => records.splice(2, 0, ...records.splice(3, 1)),
      /Record 2 .* number 3/,
    ],
    ["the end is missing", ({ records }) => records.splice(3), /3 records, and 5 were signed/],
    ["what was sent is missing", setting("state", { ackedSize: 9 }), /6 records, and 9 were countersigned/],
    ["it does not open a session", ({ records }) => records.splice(0, 1), /Record 0/],
    ["another session goes on in it", editing(5, '"sid":"0', '"sid":"1'), /another session/],
    ["the checkpoint is none", setting("state", { ackedSize: 0, checkpoint: "none\n" }), /checkpoint/],
    ["the key is another", setting("key", generateSeedKey()), /key/],
  ];
  test.each(damages)("nothing is added when %s", async (_, damage, message) => {
    const store = await interrupted();
    damage(store);
    const before = store.records.length;
    await expect(resume(store)).rejects.toThrow(trouble("damaged", message));
    expect(store.records.length).toBe(before);
  });

  test("a log that was written anew, with a key of its own, does not pass for the one that was signed", async () => {
    const store = await interrupted();
    const other = await interrupted();
    store.records = other.records;
    store.key = other.key;
    await expect(resume(store)).rejects.toThrow(trouble("damaged"));
  });

  test("an empty log has no session to close", async () => {
    await expect(resume(newMemoryStore())).rejects.toThrow(trouble("missing"));
  });

  test("without its key the session is closed, and no checkpoint signed", async () => {
    const store = await interrupted();
    store.key = undefined;
    const closed = await resume(store);
    expect(closed).toEqual({ size: 7, wasClosed: false });
  });

  test("can be given up", async () => {
    const journal = MemoryJournal.open(await interrupted());
    const signal = AbortSignal.abort(new Error("enough"));
    const options = { journal, hasher, clock: tickingClock(), signal };
    await expect(Recorder.resume(options)).rejects.toThrow("enough");
  });
});
