/** What runs in the page of cell-replay.spec.ts: an agent of the product's driver, recorded and run once more. */
import { newSessionId } from "@/lib/audit/recorder";
import { compile } from "@/lib/policy";
import type { Process, RecordedRun } from "@/lib/runtime/driver";
import { type CellDriver, cellDriver } from "@/lib/runtime/embedded/cell/page/cell-driver";
import { fetchParts } from "@/lib/runtime/embedded/cell/page/make-parts";
import { openIndexedDbJournal } from "@/lib/runtime/embedded/journal/indexeddb-journal";
import { load } from "@/lib/spec";

export interface Recording {
  readonly policy: string;
  readonly files: Readonly<Record<string, string>>;
  readonly mostBytes: number;
  /** When it has written this, it is stopped. */
  readonly stopAt?: string;
}

const FOLDER = "/workspace";
let driver: Promise<CellDriver> | undefined;
let last: { readonly recorded: RecordedRun; readonly files: Recording["files"] } | undefined;

function theDriver(): Promise<CellDriver> {
  driver ??= fetchParts().then((parts) => cellDriver({ ...parts, version: "1" }));
  return driver;
}

function sourceOf(policy: string) {
  const { spec, source, diagnostics } = load(policy);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  return { bytes: new TextEncoder().encode(policy), spec, program: compile(spec, source) };
}

async function read({ output, kill }: Process, stopAt?: string): Promise<string> {
  let text = "";
  const reader = output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value.bytes);
    if (stopAt !== undefined && text.includes(stopAt)) void kill();
  }
}

/** Answers with what it wrote, and how much there is of its recording. */
async function record({ policy, files, mostBytes, stopAt }: Recording) {
  const sid = newSessionId(Date.now);
  const journal = await openIndexedDbJournal({ sid });
  const box = await (await theDriver()).boot({
    source: sourceOf(policy),
    journal,
    sid,
    host: "audit.example",
    actor: "author",
    env: { LANG: "C", OTHER: "hidden" },
    recording: { mostBytes },
  });
  const troubles: string[] = [];
  box.on("trouble", (sentence) => troubles.push(sentence));
  await box.mount(FOLDER, files);
  const process = box.spawn(`${FOLDER}/agent.mjs`, ["one"]);
  const [text, end] = await Promise.all([read(process, stopAt), process.exit]);
  const recorded = await box.recording?.();
  if (!recorded) throw new Error("the box records nothing");
  await box.teardown("destroy");
  await journal.close();
  last = { recorded, files };
  const sizes =
    recorded.kind === "kept"
      ? {
          tape: recorded.tape.length,
          records: new TextDecoder().decode(recorded.lines).split("\n").length - 1,
        }
      : undefined;
  const isWhole = recorded.kind === "kept" ? recorded.isWhole : recorded.why;
  return { text, end, isWhole, sizes, troubles };
}

/** The last one, once more; with other files, under another policy, with some bytes of the recording exchanged. */
async function replay(
  change: { files?: Recording["files"]; policy?: string; goesOn?: boolean; from?: string; to?: string } = {},
) {
  if (last?.recorded.kind !== "kept") throw new Error("there is no recording");
  const { files = last.files, policy, goesOn = false, from, to = "" } = change;
  let { recorded } = last;
  if (from !== undefined) {
    const text = new TextDecoder().decode(recorded.tape);
    recorded = { ...recorded, tape: new TextEncoder().encode(text.replace(from, to)) };
  }
  let text = "";
  const replayed = await (await theDriver())
    .replay({
      recorded,
      folder: FOLDER,
      tree: files,
      ...(policy !== undefined && { second: { program: sourceOf(policy).program, goesOn } }),
      output: ({ bytes }) => {
        text += new TextDecoder().decode(bytes);
      },
    })
    .catch((fault: Error) => ({ fault: `${fault.name}: ${fault.message}` }));
  return { ...replayed, text, frames: document.querySelectorAll("iframe").length };
}

const api = { record, replay };
export type ReplayApi = typeof api;
Object.assign(globalThis, { replayApi: api });
