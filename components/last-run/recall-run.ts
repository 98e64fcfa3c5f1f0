/**
 * The last run of a workspace, as it was before its page was closed or loaded anew. Its records are read from the log that this
 * browser has; what the log does not say is there where it was kept, and said to be missing where it was not. Loaded when a
 * workbench opens.
 */
import { utf8 } from "@/lib/audit/bytes";
import { loadWasmHasher } from "@/lib/audit/hash";
import { openIndexedDbJournal } from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { findSession } from "@/lib/runtime/embedded/journal/sessions";
import { readGoesOn } from "@/lib/runtime/session/goes-on";
import { OutputText } from "../output/output-text";
import type { Shown } from "../run/shown";
import { Trace } from "../run/trace";
import { closeDead } from "../sync/close-dead";
import { Past } from "../time-travel/past";
import { type LastRun, lastRunOf } from "./database";
import { dataOf, endInLog } from "./log-says";
import { keptInTab } from "./tab-store";
import type { WholeRun } from "./whole-run";

export interface Recalling {
  readonly workspaceId: string;
  /** The session that is on show already. */
  readonly shown: string | undefined;
  /** No other tab runs anything of this workspace. */
  readonly isWriter: boolean;
  readonly signal: AbortSignal;
  /** There is one, and so many of its records are read; from time to time. */
  readonly onRead: (read: number, of: number) => void;
}

/** Undefined where nothing ran, where another tab is at it, and where the log was cleared away because it is safe elsewhere. */
export async function recallRun(recalling: Recalling): Promise<Readonly<Shown> | undefined> {
  const { workspaceId, shown, isWriter, signal, onRead } = recalling;
  const last = await lastRunOf(workspaceId);
  if (!last || last.run.sid === shown) return undefined;
  const { sid } = last.run;
  const found = await findSession(sid);
  if (!found || (!found.isClosed && !isWriter)) return undefined;
  onRead(0, found.size);
  const trouble = found.isClosed ? undefined : await untilClosed(sid, signal);
  const journal = await openIndexedDbJournal({ sid, mode: "read" });
  try {
    const trace = new Trace();
    for await (const records of journal.read(0, signal)) {
      const before = trace.size;
      trace.add(records);
      if (Math.floor(before / TELL_EVERY) < Math.floor(trace.size / TELL_EVERY))
        onRead(trace.size, found.size);
    }
    const { checkpoint } = await journal.state();
    return {
      ...(await fromLog(last.run, trace)),
      ...withWhole(last.whole ?? keptInTab(sid)),
      checkpoint,
      trouble,
    };
  } finally {
    await journal.close();
  }
}

/** Records, which are read in about a second. */
const TELL_EVERY = 50_000;
/** Between two looks at a session that another tab is closing. */
const AGAIN_MS = 200;

/** Answers why it could not be closed: it is shown as it is then. */
async function untilClosed(sid: string, signal: AbortSignal): Promise<string | undefined> {
  for (;;) {
    const why = await closeDead(sid, signal);
    if (why !== undefined) return why;
    if ((await findSession(sid))?.isClosed !== false) return undefined;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function fromLog({ sid, policy }: LastRun, trace: Trace) {
  const hasher = await loadWasmHasher();
  // Lines of another text would be marked with what they never decided.
  const isOfLog = dataOf(trace, 0)?.spec_sha256 === hasher.sha256Hex(utf8(policy));
  const from = trace.size > 1 ? readGoesOn(trace.type(1), dataOf(trace, 1)) : undefined;
  return {
    sid,
    trace,
    phase: endInLog(trace),
    policy: isOfLog ? policy : "",
    goesOn: from && { sid: from.sid, seq: from.seq },
  };
}

type Beside = Pick<Shown, "output" | "past" | "kept" | "recalled">;

function withWhole(whole: WholeRun | undefined): Beside {
  const nothing: Beside = { output: new OutputText(), past: new Past(), kept: undefined, recalled: "log" };
  if (!whole) return nothing;
  try {
    const past = new Past();
    past.add(whole.files);
    const kept = whole.made && { ...whole.made, since: [] };
    return { output: OutputText.of(whole.output), past, kept, recalled: "whole" };
  } catch {
    return nothing; // kept by a page of another time, which had another form for it
  }
}
