/** What runs in the page of cell.spec.ts: the driver of the product, and what a test looks at. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { readRecord } from "@/lib/audit/record";
import { type Closed, closeInterrupted, JournalFault, newSessionId } from "@/lib/audit/recorder";
import { verify } from "@/lib/audit/verify";
import { compile } from "@/lib/policy";
import type { Box, Process } from "@/lib/runtime/driver";
import type { CellParts } from "@/lib/runtime/embedded/cell/page/cell";
import { cellDriver } from "@/lib/runtime/embedded/cell/page/cell-driver";
import { openFrame } from "@/lib/runtime/embedded/cell/page/frame";
import { type FetchedParts, fetchParts } from "@/lib/runtime/embedded/cell/page/make-parts";
import { SpareWorker } from "@/lib/runtime/embedded/cell/page/spare";
import {
  type IndexedDbJournal,
  openIndexedDbJournal,
} from "@/lib/runtime/embedded/journal/indexeddb-journal";
import type { Tree } from "@/lib/runtime/files";
import { load } from "@/lib/spec";
import { TINY_LIBRARY } from "./cell-guest";

export interface RunSpec {
  /** Behind a beginning that all have, but where it has one of its own. */
  readonly policy: string;
  readonly files: Record<string, string>;
  readonly entry?: string;
  /** How a person answers. */
  readonly approve?: "yes" | "no" | "later";
  /** Takes the place of the worker's program. */
  readonly program?: string;
  readonly env?: Record<string, string>;
  readonly argv?: readonly string[];
  /** The product's own library in the guest, not the tiny one. */
  readonly isWhole?: boolean;
  readonly hasTerminal?: boolean;
}

interface Open {
  readonly box: Box;
  readonly journal: IndexedDbJournal;
  readonly journalName: string;
  process?: Process;
  /** All that it wrote, and of that what went to standard output. */
  text: string;
  stdout: string;
  readonly troubles: string[];
  readonly questions: unknown[];
  /** Of the agents that the agent started. */
  readonly children: IndexedDbJournal[];
  answer(grant: boolean): void;
}

const all = new Map<string, Open>();
let parts: Promise<Omit<CellParts, "guest">> | undefined;
let whole: ReturnType<typeof fetchParts> | undefined;

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
async function loadParts(): Promise<Omit<CellParts, "guest">> {
  const [program, machine] = await Promise.all([bytesOf("/cell/program.js"), bytesOf("/cell/machine.wasm")]);
  return { program, machine, build: new Uint8Array(1) };
}

async function tinyParts(program: string | undefined): Promise<Pick<FetchedParts, "parts" | "builtins">> {
  parts ??= loadParts();
  const own = program === undefined ? {} : { program: new TextEncoder().encode(program) };
  return { parts: { ...(await parts), ...own, guest: { library: TINY_LIBRARY } }, builtins: {} };
}

async function open({
  policy,
  files,
  approve,
  program,
  env = {},
  isWhole,
  hasTerminal = false,
}: RunSpec): Promise<string> {
  const head = /^\[agent\]/m.test(policy) ? "" : `[agent]\nname = "tested"\n`;
  const { spec, source, diagnostics } = load(head + policy);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  if (isWhole) whole ??= fetchParts();
  const used = isWhole && whole ? await whole : await tinyParts(program);
  const driver = cellDriver({ ...used, version: "test" });
  const journalName = newSessionId(Date.now);
  const journal = await openIndexedDbJournal({ sid: journalName });
  const questions: unknown[] = [];
  let answer: (grant: boolean) => void = () => {};
  const troubles: string[] = [];
  const children: IndexedDbJournal[] = [];
  const box = await driver.boot({
    source: { bytes: new TextEncoder().encode(policy), spec, program: compile(spec, source) },
    journal,
    sid: journalName,
    host: "audit.example",
    actor: "author",
    env,
    hasTerminal,
    openChildLog: async (sid) => {
      const child = await openIndexedDbJournal({ sid });
      children.push(child);
      // Left open: what is in it is looked at in the end.
      return { journal: child, close: async () => {} };
    },
    approver: {
      ask: ({ action_sha256, payload: _, ...rest }) => {
        questions.push(rest);
        return new Promise((resolve) => {
          answer = (grant) => resolve({ action_sha256, grant, approver: "somebody" });
          if (approve !== "later") answer(approve === "yes");
        });
      },
    },
  });
  box.on("trouble", (sentence) => troubles.push(sentence));
  await box.mount("/workspace", files as Tree);
  const opened: Open = {
    box,
    journal,
    journalName,
    text: "",
    stdout: "",
    troubles,
    questions,
    children,
    answer: (grant) => answer(grant),
  };
  all.set(box.sid, opened);
  return box.sid;
}

function start(sid: string, entry = "/workspace/agent.mts", argv: readonly string[] = []): void {
  const cell = cellOf(sid);
  cell.process = cell.box.spawn(entry, argv);
  void read(cell.process, (text, stream) => {
    cell.text += text;
    if (stream === "stdout") cell.stdout += text;
  });
}

async function read(
  { output }: Process,
  show: (text: string, stream: "stdout" | "stderr") => void,
): Promise<void> {
  const reader = output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    show(new TextDecoder().decode(value.bytes), value.stream);
  }
}

/** A line of the author's, from start to end. */
async function line(sid: string, text: string) {
  const process = cellOf(sid).box.terminal?.run(text);
  if (!process) throw new Error("there is no terminal");
  let shown = "";
  await read(process, (more) => {
    shown += more;
  });
  return { text: shown, ...(await process.exit) };
}

function cellOf(sid: string): Open {
  const cell = all.get(sid);
  if (!cell) throw new Error(`there is no cell ${sid}`);
  return cell;
}

/** The log as it is in the database, judged by the verifier. */
async function audit(journal: IndexedDbJournal, checkpoint: string | undefined) {
  const batches: Uint8Array[][] = [];
  for await (const records of journal.read(0)) batches.push([...records]);
  const records = batches.flat().map((bytes) => {
    const read = readRecord(bytes);
    if (!read.ok) throw new Error(read.why);
    return read.record;
  });
  const checkpoints = checkpoint === undefined ? [] : [new TextEncoder().encode(checkpoint)];
  const keys = [String(records[0]?.data.vkey)];
  const report = await verify({ records: batches }, { hasher: await loadWasmHasher(), checkpoints, keys });
  return { records, verdict: report.verdict, warnings: report.warnings.map(({ code }) => code) };
}

async function teardown(sid: string) {
  const { box, journal, text, stdout, troubles, questions, children } = cellOf(sid);
  const closed: Closed = await box.teardown("keep");
  const judged = await audit(journal, closed.checkpoint);
  await journal.close();
  const started = [];
  for (const child of children) {
    started.push(await audit(child, undefined));
    await child.close();
  }
  all.delete(sid);
  return {
    ...judged,
    text,
    stdout,
    troubles,
    questions,
    started,
    frames: document.querySelectorAll("iframe").length,
  };
}

const api = {
  open,
  start,
  line,
  cwd: (sid: string) => cellOf(sid).box.terminal?.cwd(),
  remove: (sid: string, paths: string[]) => cellOf(sid).box.fs.remove(paths),
  complete: (sid: string, text: string) => cellOf(sid).box.terminal?.complete(text, text.length),
  /** Ends the line by Ctrl-C as soon as it has written something. */
  async interrupt(sid: string, text: string) {
    const process = cellOf(sid).box.terminal?.run(text);
    if (!process) throw new Error("there is no terminal");
    void read(process, () => void process.kill());
    return process.exit;
  },
  ended: (sid: string) => cellOf(sid).process?.exit,
  text: (sid: string) => cellOf(sid).text,
  journalName: (sid: string) => cellOf(sid).journalName,
  children: (sid: string) => cellOf(sid).children.length,
  asked: (sid: string) => cellOf(sid).questions.length,
  answer: (sid: string, grant: boolean) => cellOf(sid).answer(grant),
  files: (sid: string) => cellOf(sid).box.fs.export("/workspace"),
  checkpoints: async (sid: string) => (await cellOf(sid).box.checkpoints?.list()) ?? [],
  rollback: async (sid: string, id: string) => cellOf(sid).box.checkpoints?.rollback(id),
  stdin: async (sid: string, text: string) => {
    const writer = cellOf(sid).process?.input.getWriter();
    await writer?.write(new TextEncoder().encode(text));
    writer?.releaseLock();
  },
  /** How long it took until the guest ran no more; that all of it is on disk may take longer. */
  async stop(sid: string) {
    const began = performance.now();
    const ended = cellOf(sid).process?.kill();
    const taken = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => resolve());
      observer.observe(document.body, { childList: true });
    });
    await Promise.race([ended, taken]);
    const ms = performance.now() - began;
    return { end: await ended, ms };
  },
  troubles: (sid: string) => cellOf(sid).troubles,
  teardown,
  async run(spec: RunSpec) {
    const sid = await open(spec);
    start(sid, spec.entry, spec.argv);
    const end = await cellOf(sid).process?.exit;
    return { end, ...(await teardown(sid)) };
  },
  /** As after a crash of the tab. */
  async recover(journalName: string) {
    const journal = await openIndexedDbJournal({ sid: journalName });
    const closed = await closeInterrupted({
      journal,
      hasher: await loadWasmHasher(),
      clock: Date.now,
      key: "keep",
    });
    const judged = await audit(journal, closed.checkpoint);
    await journal.close();
    return judged;
  },
  async openFails(spec: RunSpec): Promise<string> {
    return await open(spec).then(
      () => "opened",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  },
  /** What becomes of a worker that waits for a cell, and of one that was ended while it waited. */
  async spare({ program, isEnded = false }: { program?: string; isEnded?: boolean } = {}) {
    parts ??= loadParts();
    const replaced = program === undefined ? {} : { program: new TextEncoder().encode(program) };
    const used = { ...(await parts), guest: { library: TINY_LIBRARY }, ...replaced };
    const workers = new SpareWorker(document);
    await workers.warm(used);
    const [waiting] = document.querySelectorAll("iframe");
    if (isEnded) waiting?.remove();
    const first = await workers.take(used);
    const isThatOne = waiting?.isConnected === true;
    const second = await workers.take(used);
    const frames = document.querySelectorAll("iframe").length;
    for (const frame of [first, second]) frame.remove();
    return { isThatOne, frames, left: document.querySelectorAll("iframe").length };
  },
  /** Runs a program in a frame as the cell does, with nothing of ours on this side; answers what it says first. */
  async probe(program: string): Promise<unknown> {
    const signal = new AbortController().signal;
    const empty = await openFrame(document, signal);
    const { port, remove } = empty.handOver(new TextEncoder().encode(program));
    try {
      return await new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
      });
    } finally {
      remove();
      port.close();
    }
  },
  /** The longest time for which the page had no turn, while something else goes on. */
  async longestPause(ms: number): Promise<number> {
    const began = performance.now();
    let last = began;
    let longest = 0;
    while (performance.now() - began < ms) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return longest;
  },
  isLocked: (journalName: string) =>
    openIndexedDbJournal({ sid: journalName }).then(
      (journal) => journal.close().then(() => false),
      (error: unknown) => error instanceof JournalFault && error.trouble === "locked",
    ),
};
export type CellApi = typeof api;
Object.assign(globalThis, { cellApi: api });
