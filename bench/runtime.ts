import { join } from "node:path";
import { MemoryFiles } from "../lib/runtime/files";
import { BUNDLE_FOLDER } from "../lib/runtime/node/thread/parts";
import { sandboxBundle } from "../scripts/sandbox/bundle.mjs";
import { waitingMachine } from "../scripts/sandbox/waiting-machine.mjs";
import { conclude } from "./audit/promises";
import { browserName, runInPage } from "./browser/run-in-page";
import { mediatedReader } from "./runtime/mediated-reader";
import { nodeBoots } from "./runtime/node";
import type { Figures } from "./runtime/page";
import { FETCHES, runtimePromises } from "./runtime/promises";
import { spreadOf } from "./statistics";
import { defineBench } from "./support";

await Promise.all([sandboxBundle(), waitingMachine()]);
const PER_CALL = 100;
const files = new MemoryFiles({ clock: () => 0n });
files.mount("/workspace", { "1k": "x".repeat(1024) });
const raw = () => files.readFile(files.locate("/workspace/1k", { walk: "follow" }));
const mediated = await mediatedReader(files);
const repeat = (read: () => Uint8Array) => () => {
  let bytes = 0;
  for (let i = 0; i < PER_CALL; i++) bytes += read().length;
  return bytes;
};
const isShort = process.argv.includes("--short");
const input = isShort
  ? { boots: 5, fetches: FETCHES, cells: 10 }
  : { boots: 21, fetches: FETCHES, cells: 50 };

export const bench = defineBench<number>({
  what: "a sandbox: from nothing to its first output, reading 1 KB through the mediator onto the record, fetching, and what fifty leave",
  contenders: { "mediated, recorded read": repeat(mediated), "raw read": repeat(raw) },
  baseline: "raw read",
  operations: PER_CALL,
  conclude: async () => {
    const inNode = await nodeBoots(isShort ? 6 : 22);
    if (browserName() === null)
      return conclude(runtimePromises(inNode), ["not measured in a page: there is no browser"]);
    const assets = {
      program: join(BUNDLE_FOLDER, "cell.js"),
      "machine.wasm": join(BUNDLE_FOLDER, "machine.wasm"),
      "machine-waiting.wasm": join(BUNDLE_FOLDER, "machine-waiting.wasm"),
      guest: join(BUNDLE_FOLDER, "guest.js"),
      builtins: join(BUNDLE_FOLDER, "builtins.json"),
    };
    const page = new URL("./runtime/page.ts", import.meta.url);
    const figures = await runInPage<Figures>(page, { input, assets, cells: true, limitMs: 300_000 });
    return conclude(runtimePromises(inNode, figures), remarks(figures));
  },
});

function remarks(figures: Figures): string[] {
  const { coldBootMs, bareFetchesPerSecond, prepareMs, preparedBytes, libraryBootMs } = figures;
  const { readUs, firstReadsUs, callUs, rawUs, rewritten } = figures;
  const library = libraryBootMs.toSorted((a, b) => a - b)[1] ?? 0;
  const cold = coldBootMs.toSorted((a, b) => a - b)[1] ?? 0;
  return [
    `without a worker that waits, a cell prints after ${cold.toFixed(0)} ms`,
    `the page alone fetches ${Math.round(bareFetchesPerSecond).toLocaleString("en")} times a second`,
    `a guest's readFileSync in the cell takes ${(readUs / rawUs).toFixed(0)} times a raw read (${rawUs.toFixed(2)} us), ${callUs.toFixed(1)} us without the guest's own library`,
    `the first two thousand reads of a cell take ${firstReadsUs.toFixed(1)} us each: the browser has not compiled the worker's program by then`,
    `the library is read once in ${prepareMs.toFixed(0)} ms into ${(preparedBytes / 2 ** 20).toFixed(1)} MiB; a cell that reads it itself prints after ${library.toFixed(0)} ms`,
    `without JSPI the library is read in ${rewritten.prepareMs.toFixed(0)} ms, a cell prints after ${spreadOf([...rewritten.bootMs]).median.toFixed(0)} ms, a readFileSync takes ${rewritten.readUs.toFixed(1)} us, ${rewritten.callUs.toFixed(1)} without the guest's own library`,
  ];
}
