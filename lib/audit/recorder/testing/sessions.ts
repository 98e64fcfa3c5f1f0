import type { Hasher } from "../../hash";
import type { Journal } from "../journal";
import type { OpenOptions, SessionEntry } from "../options";
import { Recorder } from "../recorder";
import { newSessionId } from "../session-id";

export const START = Date.UTC(2026, 0, 1);
/** A clock that goes on by a millisecond each time it is asked. */
export function tickingClock(): () => number {
  let now = START;
  return () => now++;
}

export const OPENING: OpenOptions["data"] = {
  build_sha256: "a".repeat(64),
  driver: { name: "embedded", version: "1.0.0" },
  policy_sha256: "b".repeat(64),
  spec_sha256: "c".repeat(64),
};

export function openSession(journal: Journal, hasher: Hasher): Promise<Recorder> {
  const clock = tickingClock();
  return Recorder.open({
    journal,
    hasher,
    clock,
    sid: newSessionId(clock),
    host: "audit.example",
    data: OPENING,
  });
}

/** Decisions of several types and verdicts, with the number in them, so that a lost or doubled one shows. */
export function sampleEntry(n: number): SessionEntry {
  if (n % 7 === 3) {
    return { type: "fs.read.result", data: { of: n, status: "ok" } };
  }
  const verdict = n % 5 === 0 ? "deny" : "allow";
  return {
    type: n % 2 === 0 ? "fs.read" : "fs.write",
    data: {
      code: verdict === "deny" ? "DENIED_BY_RULE" : "ALLOWED",
      request: { path: `/workspace/${n}.txt` },
      verdict,
    },
  };
}

export async function linesOf(journal: Journal): Promise<Uint8Array[]> {
  const lines: Uint8Array[] = [];
  for await (const records of journal.read(0)) lines.push(...records);
  return lines;
}
