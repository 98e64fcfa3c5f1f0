/** What runs in the page of webcontainer.spec.ts: the driver over the vendor's own client, and what a test looks at. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { readRecord } from "@/lib/audit/record";
import { newSessionId } from "@/lib/audit/recorder";
import { verify } from "@/lib/audit/verify";
import { compile } from "@/lib/policy";
import type { Box, Process, RunOptions } from "@/lib/runtime/driver";
import {
  type IndexedDbJournal,
  openIndexedDbJournal,
} from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { ContainerFault } from "@/lib/runtime/webcontainer/fault";
import { type FetchedParts, fetchParts } from "@/lib/runtime/webcontainer/page/fetch-parts";
import {
  type WebContainerDriverOptions,
  webContainerDriver,
} from "@/lib/runtime/webcontainer/page/webcontainer-driver";
import { load } from "@/lib/spec";

export interface ContainerSpec {
  readonly policy: string;
  readonly files: Record<string, string>;
  /** A person answers when the test says so. */
  readonly approve?: boolean;
  /** Takes the place of the wrapper. */
  readonly wrapper?: string;
  readonly proofMs?: number;
  readonly env?: Record<string, string>;
}

let fetched: Promise<FetchedParts> | undefined;
let box: Box;
let journal: IndexedDbJournal;
let process: Process;
let text = "";
let troubles: string[] = [];
let answer: ((grant: boolean) => void) | undefined;

async function open({ policy, files, approve, wrapper, proofMs, env }: ContainerSpec): Promise<void> {
  fetched ??= fetchParts();
  const { parts, builtins } = await fetched;
  const toml = `[agent]\nname = "tested"\n${policy}`;
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const options: WebContainerDriverOptions = {
    parts: { ...parts, ...(wrapper !== undefined && { wrapper }) },
    builtins,
    version: "test",
    ...(proofMs !== undefined && { proofMs }),
  };
  const sid = newSessionId(Date.now);
  const fresh = await openIndexedDbJournal({ sid });
  const ask = ({ action_sha256 }: { action_sha256: string }) =>
    new Promise<{ action_sha256: string; grant: boolean; approver: string }>((resolve) => {
      answer = (grant) => {
        answer = undefined;
        resolve({ action_sha256, grant, approver: "somebody" });
      };
    });
  const run: RunOptions = {
    source: { bytes: new TextEncoder().encode(toml), spec, program: compile(spec, source) },
    journal: fresh,
    sid,
    host: "audit.example",
    actor: "author",
    ...(approve && { approver: { ask } }),
    ...(env && { env }),
  };
  try {
    box = await webContainerDriver(options).boot(run);
  } catch (cause) {
    await fresh.close();
    throw cause;
  }
  journal = fresh;
  text = "";
  troubles = [];
  box.on("trouble", (sentence) => troubles.push(sentence));
  await box.mount("/workspace", files);
}

function start(entry = "/workspace/agent.mts"): void {
  process = box.spawn(entry);
  process.exit.catch(() => {});
  void (async () => {
    const reader = process.output.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += new TextDecoder().decode(value.bytes);
    }
  })();
}

async function teardown() {
  const { checkpoint } = await box.teardown("keep");
  const batches: Uint8Array[][] = [];
  for await (const each of journal.read(0)) batches.push([...each]);
  await journal.close();
  const records = batches.flat().map((bytes) => {
    const read = readRecord(bytes);
    if (!read.ok) throw new Error(read.why);
    return read.record;
  });
  const checkpoints = [new TextEncoder().encode(checkpoint)];
  const keys = [String(records[0]?.data.vkey)];
  const { verdict } = await verify(
    { records: batches },
    { hasher: await loadWasmHasher(), checkpoints, keys },
  );
  return { records, verdict, text, troubles, frames: document.querySelectorAll("iframe").length };
}

const said = (cause: unknown) =>
  cause instanceof ContainerFault ? `${cause.code} ${cause.canFallBack}: ${cause.message}` : String(cause);

const api = {
  isIsolated: () => crossOriginIsolated,
  open,
  /** The sentence with which it is refused. */
  openFails: (spec: ContainerSpec) => open(spec).then(() => "opened", said),
  start,
  ended: () => process.exit.catch(said),
  text: () => text,
  troubles: () => troubles,
  asked: () => answer !== undefined,
  answer: (grant: boolean) => answer?.(grant),
  files: () => box.fs.export("/workspace"),
  /** How long it took until nothing of the agent runs: its process is gone, or the frame with all that is in it. */
  async stop() {
    const began = performance.now();
    const end = await process.kill();
    return { end, ms: performance.now() - began };
  },
  teardown,
  async run(spec: ContainerSpec) {
    await open(spec);
    start();
    const end = await process.exit.catch(said);
    return { end, ...(await teardown()) };
  },
};
export type ContainerApi = typeof api;
Object.assign(globalThis, { containerApi: api });
