/** The end of a run that could not record it: what a person was asked and had not answered is closed by the page. */
import { expect, it } from "vitest";
import { Chain } from "../../../../audit/chain";
import { loadWasmHasher } from "../../../../audit/hash";
import { type Entry, readRecord } from "../../../../audit/record";
import { MemoryJournal, newMemoryStore, type SessionEntry } from "../../../../audit/recorder";
import { joinLines } from "../../../../audit/recorder/lines";
import { openSession } from "../../../../audit/recorder/testing/sessions";
import { CompactRange } from "../../../../audit/tree/compact-range";
import type { Question } from "../../../../mediator/approval";
import { LentLog } from "./lent-log";

const hasher = await loadWasmHasher();
const ACTION = "ab".repeat(32);
const EXIT: SessionEntry = { type: "agent.exit", data: { code: 130, reason: "stopped" } };

async function lent() {
  const journal = await MemoryJournal.open(newMemoryStore());
  const recorder = await openSession(journal, hasher);
  const log = new LentLog(recorder, () => {});
  const { sid, size, link, nodes } = log.from;
  const chain = new Chain(hasher, sid, { size, link, range: CompactRange.from(hasher, size, nodes) });
  const take = (...entries: readonly Entry[]) => {
    const first = chain.size;
    const lines = entries.map(
      (entry) => chain.append({ ...entry, ts: "2026-01-01T00:00:00.000Z" } as never).bytes,
    );
    log.take({ first, lines: joinLines(lines), isAwaited: true });
    return first;
  };
  const ask = (op: "fs.write" | "net.fetch" = "fs.write") => {
    const of = take({ type: op, data: { code: "APPROVAL", verdict: "approve" } } as Entry);
    take({
      type: "approval.request",
      data: { action_sha256: ACTION, of, expires: "2026-01-01T00:05:00.000Z" },
    });
    log.asked({ of, op, action_sha256: ACTION } as Question);
    return of;
  };
  const ends = async (exit: SessionEntry | undefined) => {
    const { size } = recorder;
    log.end();
    log.cutOff(exit);
    await recorder.flush();
    const found: unknown[] = [];
    for await (const records of journal.read(size))
      for (const bytes of records) {
        const read = readRecord(bytes);
        if (read.ok) found.push({ type: read.record.type, data: read.record.data });
      }
    return found;
  };
  return { take, ask, log, ends };
}

const closed = (op: string, of: number) => [
  { type: "approval.expire", data: { action_sha256: ACTION, of } },
  { type: `${op}.result`, data: { error: "CANCELLED", of, status: "cancelled" } },
];

it("closes what a person was asked, the last first, behind the end of the agent", async () => {
  const { ask, ends } = await lent();
  const first = ask();
  const second = ask("net.fetch");
  expect(await ends(EXIT)).toEqual([EXIT, ...closed("net.fetch", second), ...closed("fs.write", first)]);
});

it("leaves what has its answer on the record, and what is about no record", async () => {
  const { take, ask, log, ends } = await lent();
  for (const type of ["approval.grant", "approval.deny"] as const)
    take({ type, data: { action_sha256: ACTION, of: ask(), approver: "ann" } });
  take({ type: "approval.expire", data: { action_sha256: ACTION, of: ask() } });
  log.asked({ of: 1_000, op: "fs.write", action_sha256: ACTION } as Question);
  expect(await ends(undefined)).toEqual([]);
});

it("closes each once", async () => {
  const { ask, ends, log } = await lent();
  ask();
  expect(await ends(EXIT)).toHaveLength(3);
  log.cutOff(undefined);
  expect(await ends(undefined)).toEqual([]);
});
