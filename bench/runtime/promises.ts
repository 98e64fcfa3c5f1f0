/** What is promised of the sandbox, from the figures of one run. */
import { spreadOf } from "../statistics";
import type { Figures } from "./page";

const CELL_BOOT_MS = 250;
const NODE_BOOT_MS = 120;
const READ_US = 40;
/** Never fewer, however short the look: the first thousand tell how fast the browser compiles. */
export const FETCHES = 10_000;
const FETCHES_PER_SECOND = 2_000;
/** What the cell may cost on top of what the browser itself does of them: deciding twice, and two records on disk. */
const SHARE_OF_BARE_FETCHES = 0.5;
const MEMORY_GROWTH = 1.1;

interface Promised {
  readonly what: string;
  readonly measured: string;
  readonly holds: boolean;
}

export function runtimePromises(nodeMs: readonly number[], page?: Figures): Promised[] {
  const inNode = spreadOf([...nodeMs]).median;
  const promises = [
    {
      what: `first output in Node within ${NODE_BOOT_MS} ms`,
      measured: `${inNode.toFixed(1)} ms`,
      holds: inNode <= NODE_BOOT_MS,
    },
  ];
  if (!page) return promises;
  const inCell = spreadOf([...page.bootMs]).median;
  const share = page.fetchesPerSecond / page.bareFetchesPerSecond;
  const growth = page.heapAfter / page.heapBefore;
  return [
    ...promises,
    {
      what: `first output in a cell within ${CELL_BOOT_MS} ms, log on disk`,
      measured: `${inCell.toFixed(1)} ms`,
      holds: inCell <= CELL_BOOT_MS,
    },
    {
      what: `readFileSync of 1 KB in a cell within ${READ_US} us, decision, records and links included, once the browser has compiled the worker's program`,
      measured: `${page.readUs.toFixed(1)} us`,
      holds: page.readUs <= READ_US,
    },
    {
      what: `${FETCHES.toLocaleString("en")} awaited fetches that the page answers by itself, decided twice and recorded: ${perSecond(FETCHES_PER_SECOND)}`,
      measured: perSecond(page.ownFetchesPerSecond),
      holds: page.ownFetchesPerSecond >= FETCHES_PER_SECOND,
    },
    {
      what: `${FETCHES.toLocaleString("en")} awaited fetches to a server: half of what the page alone does`,
      measured: `${share.toFixed(2)}: ${perSecond(page.fetchesPerSecond)}, the page alone ${perSecond(page.bareFetchesPerSecond)}`,
      holds: share >= SHARE_OF_BARE_FETCHES,
    },
    {
      what: "cells in sequence leave the memory within 10 %",
      measured: `${((growth - 1) * 100).toFixed(1)} % of ${(page.heapBefore / 2 ** 20).toFixed(1)} MiB`,
      holds: growth <= MEMORY_GROWTH,
    },
  ];
}

function perSecond(count: number): string {
  return `${Math.round(count).toLocaleString("en")} a second`;
}
