import { conclude } from "./audit/promises";
import { BareInsert } from "./ingest/bare";
import { growth } from "./ingest/growth";
import { BATCH, Load, SESSIONS } from "./ingest/load";
import { paced } from "./ingest/paced";
import { spreadOf } from "./statistics";
import { defineBench } from "./support";

const isShort = process.argv.includes("--short");
const ROUNDS = isShort ? 5 : 11;
/** What is measured runs before as well: to compare, to see how long it takes, to warm up. */
const ROUNDS_BEFORE = 5;
const LEAST_RATE = 15_000;
const LEAST_SHARE = 0.35;
const MOST_P99_MS = 150;
const MOST_GROWTH = 1.3;

interface Parts {
  readonly load: Load;
  readonly bare: BareInsert;
}
let parts: Promise<Parts> | undefined;
/** Milliseconds of each round over HTTP. */
const rounds: number[] = [];

/** Made when they are first needed: a list of the benchmarks starts no server. */
function partsOnce(): Promise<Parts> {
  parts ??= start();
  return parts;
}

async function start(): Promise<Parts> {
  const load = await Load.start();
  await load.fillTo(SESSIONS * BATCH);
  const bare = new BareInsert(load);
  await load.prepare(ROUNDS + ROUNDS_BEFORE);
  for (const row of load.waiting) bare.prepare(row);
  return { load, bare };
}

export const bench = defineBench<number>({
  what: "records over HTTP, verified, stored and countersigned, against bare INSERT of the same rows",
  contenders: {
    "aegis ingest": async () => {
      const { load } = await partsOnce();
      const begun = performance.now();
      const count = await load.sendRound();
      rounds.push(performance.now() - begun);
      return count;
    },
    "bare INSERT": async () => {
      const { bare } = await partsOnce();
      return bare.insertRound();
    },
  },
  baseline: "bare INSERT",
  operations: SESSIONS * BATCH,
  rounds: ROUNDS,
  conclude: async (ratios) => {
    const { load } = await partsOnce();
    const timed = spreadOf(rounds.slice(ROUNDS_BEFORE));
    const rate = (SESSIONS * BATCH * 1_000) / timed.median;
    const best = (SESSIONS * BATCH * 1_000) / Math.min(...rounds);
    const share = 1 / (ratios.get("aegis ingest") ?? Number.NaN);
    const pace = await paced(load, isShort ? 15 : 60);
    const grown = await growth(load, isShort ? 100_000 : 1_000_000);
    const peak = await load.peakMebibytes();
    const whole = (value: number) => Math.round(value).toLocaleString("en");
    const remarks = [
      `${SESSIONS} sessions at once, batches of ${BATCH}; the fastest round: ${whole(best)}/s`,
      ...(peak === undefined ? [] : [`the server's memory at its peak: ${peak} MiB`]),
    ];
    return conclude(
      [
        {
          what: `ingest over HTTP: at least ${whole(LEAST_RATE)} records/s`,
          measured: `${whole(rate)}/s`,
          holds: rate >= LEAST_RATE,
        },
        {
          what: `ingest over HTTP: at least ${LEAST_SHARE} of bare INSERT`,
          measured: share.toFixed(2),
          holds: share >= LEAST_SHARE,
        },
        {
          what: `a batch at 5,000 records/s: p99 under ${MOST_P99_MS} ms`,
          measured: `${pace.p99.toFixed(0)} ms (half in ${pace.p50.toFixed(0)}, the slowest of ${pace.batches} in ${pace.most.toFixed(0)})`,
          holds: pace.p99 < MOST_P99_MS,
        },
        {
          what: `a record among ${whole(grown.many)}: at most ${MOST_GROWTH} of one among ${whole(grown.few)} to ${whole(grown.fewAtEnd)}`,
          measured: grown.ratio.toFixed(2),
          holds: grown.ratio <= MOST_GROWTH,
        },
      ],
      remarks,
    );
  },
  async close() {
    if (!parts) return;
    const { load, bare } = await parts;
    bare.close();
    await load.stop();
  },
});
