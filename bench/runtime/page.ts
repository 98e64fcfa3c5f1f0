/** The cell in a page: how long until it prints, what a read costs, what a fetch costs, what fifty of them leave. */
import { TINY_LIBRARY } from "../../e2e/support/cell-guest";
import { newSessionId } from "../../lib/audit/recorder";
import { compile } from "../../lib/policy";
import { cellDriver } from "../../lib/runtime/embedded/cell/page/cell-driver";
import { makeParts } from "../../lib/runtime/embedded/cell/page/make-parts";
import { pageHttp } from "../../lib/runtime/embedded/cell/page/page-http";
import { openIndexedDbJournal } from "../../lib/runtime/embedded/journal/indexeddb-journal";
import { deleteSession } from "../../lib/runtime/embedded/journal/sessions";
import { MemoryFiles } from "../../lib/runtime/files";
import { load } from "../../lib/spec";
import type { PageTools } from "../browser/page-module";
import { CALLER, fetcher, HELLO, POLICY, READER } from "./agents";

export interface Input {
  readonly boots: number;
  readonly fetches: number;
  readonly cells: number;
}
export interface Figures {
  /** With a worker that waits, as a page has it while a person writes; and without. */
  readonly bootMs: readonly number[];
  readonly coldBootMs: readonly number[];
  readonly libraryBootMs: readonly number[];
  readonly prepareMs: number;
  readonly preparedBytes: number;
  /** Of the fastest block of reads. */
  readonly readUs: number;
  /** Of the first block, while the browser still compiles the worker's program. */
  readonly firstReadsUs: number;
  /** Of that, without the guest's own library. */
  readonly callUs: number;
  readonly rawUs: number;
  readonly fetchesPerSecond: number;
  /** Where the page answers by itself at once: what is ours of a fetch, without what the browser does for it. */
  readonly ownFetchesPerSecond: number;
  /** Of the page alone, as fast as it can. */
  readonly bareFetchesPerSecond: number;
  readonly heapBefore: number;
  readonly heapAfter: number;
  /** The same by the machine for browsers that cannot put one aside themselves. */
  readonly rewritten: Rewritten;
}
export interface Rewritten {
  readonly bootMs: readonly number[];
  readonly prepareMs: number;
  readonly readUs: number;
  readonly callUs: number;
}

const NEVER = new AbortController().signal;
type Driver = ReturnType<typeof cellDriver>;

export async function run({ boots, fetches, cells }: Input, tools: PageTools): Promise<Figures> {
  const [program, machine, waiting, guest, texts] = await Promise.all(
    ["program", "machine.wasm", "machine-waiting.wasm", "guest", "builtins"].map((name) => tools.asset(name)),
  );
  if (!program || !machine || !waiting || !guest || !texts) throw new Error("an asset is missing");
  const library = new TextDecoder().decode(guest);
  const builtins = JSON.parse(new TextDecoder().decode(texts)) as Record<string, string>;
  const began = performance.now();
  const parts = await makeParts({ program, machine, library });
  const prepareMs = performance.now() - began;
  const driver = cellDriver({ parts, builtins, version: "bench" });
  const reading = cellDriver({ parts: { ...parts, guest: { library } }, builtins, version: "bench" });
  const tiny = cellDriver({
    parts: { ...parts, guest: { library: TINY_LIBRARY } },
    builtins,
    version: "bench",
  });
  const answering = cellDriver({
    parts: { ...parts, guest: { library: TINY_LIBRARY } },
    builtins,
    version: "bench",
    http: async () => ({
      status: 200,
      statusText: "OK",
      headers: [],
      body: new TextEncoder().encode("null"),
    }),
  });
  await runAgent(driver, HELLO);

  const coldBootMs = await times(3, async () => (await runAgent(driver, HELLO)).firstMs);
  const bootMs = await times(boots, async () => {
    await driver.warm();
    return (await runAgent(driver, HELLO)).firstMs;
  });
  const libraryBootMs = await times(3, async () => (await runAgent(reading, HELLO)).firstMs);
  const { reads, calls } = await readsOf(driver, tiny);
  const rewritten = await rewrittenFigures({ program, machine: waiting, library }, builtins, boots);
  const fetching = fetcher(`${location.origin}/input-null`, fetches);
  const { text } = await runAgent(tiny, fetching);
  const own = await runAgent(answering, fetching);
  const bareFetchesPerSecond = await bareFetches(fetches);
  const heapBefore = await tools.heapBytes();
  for (let i = 0; i < cells; i++) await runAgent(driver, HELLO);
  const heapAfter = await tools.heapBytes();
  return {
    bootMs,
    coldBootMs,
    libraryBootMs,
    prepareMs,
    preparedBytes: "prepared" in parts.guest ? parts.guest.prepared.memory.length : 0,
    readUs: Math.min(...reads.map(({ least }) => least)),
    firstReadsUs: Math.min(...reads.map(({ first }) => first)),
    callUs: Math.min(...calls.map(({ least }) => least)),
    rawUs: rawRead(),
    fetchesPerSecond: Number(text),
    ownFetchesPerSecond: Number(own.text),
    bareFetchesPerSecond,
    heapBefore,
    heapAfter,
    rewritten,
  };
}

async function rewrittenFigures(
  sources: Parameters<typeof makeParts>[0],
  builtins: Readonly<Record<string, string>>,
  boots: number,
): Promise<Rewritten> {
  const began = performance.now();
  const parts = await makeParts(sources);
  const prepareMs = performance.now() - began;
  const driver = cellDriver({ parts, builtins, version: "bench" });
  const small = { ...parts, guest: { library: TINY_LIBRARY } };
  const tiny = cellDriver({ parts: small, builtins, version: "bench" });
  await runAgent(driver, HELLO);
  const bootMs = await times(boots, async () => {
    await driver.warm();
    return (await runAgent(driver, HELLO)).firstMs;
  });
  const { reads, calls } = await readsOf(driver, tiny);
  return {
    bootMs,
    prepareMs,
    readUs: Math.min(...reads.map(({ least }) => least)),
    callUs: Math.min(...calls.map(({ least }) => least)),
  };
}

async function readsOf(driver: Driver, tiny: Driver): Promise<{ reads: Blocks[]; calls: Blocks[] }> {
  const reads: Blocks[] = [];
  const calls: Blocks[] = [];
  for (let i = 0; i < 3; i++) {
    reads.push(blocksOf((await runAgent(driver, READER)).text));
    calls.push(blocksOf((await runAgent(tiny, CALLER)).text));
  }
  return { reads, calls };
}

interface Blocks {
  readonly first: number;
  readonly least: number;
}

function blocksOf(text: string): Blocks {
  const all = text.trim().split("\n").map(Number);
  const [first] = all;
  if (first === undefined || all.some(Number.isNaN)) throw new Error(`the agent told no times: ${text}`);
  return { first, least: Math.min(...all) };
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) all.push(await work());
  return all;
}

/** A whole run, with a log on disk: from asking for a box to its first output, and all that it printed. */
async function runAgent(driver: Driver, agent: string): Promise<{ firstMs: number; text: string }> {
  const toml = POLICY(location.origin);
  const { spec, source } = load(toml);
  if (!spec) throw new Error("the policy is none");
  const sid = newSessionId(Date.now);
  const began = performance.now();
  const journal = await openIndexedDbJournal({ sid });
  const bytes = new TextEncoder().encode(toml);
  const program = compile(spec, source);
  const box = await driver.boot({
    source: { bytes, spec, program },
    journal,
    sid,
    host: "bench",
    actor: "bench",
  });
  box.on("trouble", (sentence) => console.error(sentence));
  await box.mount("/workspace", { "agent.mts": agent, "1k": "x".repeat(1024) });
  const { output, exit } = box.spawn("/workspace/agent.mts");
  let text = "";
  let firstMs = Number.NaN;
  const reader = output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (text === "") firstMs = performance.now() - began;
    text += new TextDecoder().decode(value.bytes);
  }
  const { code } = await exit;
  await box.teardown("destroy");
  await journal.close();
  await deleteSession(sid);
  if (code !== 0) throw new Error(`the agent ended with ${code}: ${text}`);
  return { firstMs, text };
}

async function bareFetches(count: number): Promise<number> {
  let left = count;
  const work = async () => {
    while (left-- > 0)
      await pageHttp({ method: "GET", url: `${location.origin}/input-null`, headers: [] }, NEVER);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: 128 }, work));
  return count / ((performance.now() - began) / 1000);
}

/** The same bytes out of the same file system, without anybody in between. */
function rawRead(): number {
  const files = new MemoryFiles({ clock: () => 0n });
  files.mount("/workspace", { "1k": "x".repeat(1024) });
  const count = 20_000;
  let bytes = 0;
  const began = performance.now();
  for (let i = 0; i < count; i++)
    bytes += files.readFile(files.locate("/workspace/1k", { walk: "follow" })).length;
  if (bytes !== count * 1024) throw new Error("not everything was read");
  return ((performance.now() - began) * 1000) / count;
}
