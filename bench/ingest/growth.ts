/** What a record costs where many are stored, against where few are: two servers, in turn. */
import { spreadOf } from "../statistics";
import { BATCH, Load } from "./load";

const FEW = 10_000;
const ROUNDS = 15;
const WARM_UP = 3;
/** Sessions that send at once, one batch each: few, so that the small database stays small. */
const AT_ONCE = 5;

export interface Growth {
  /** What was stored in the small database before the first round and behind the last, and in the full one by then. */
  readonly few: number;
  readonly fewAtEnd: number;
  readonly many: number;
  /** The cost of a record in the full database, over that in the other. */
  readonly ratio: number;
}

export async function growth(full: Load, many: number): Promise<Growth> {
  await full.fillTo(many);
  const small = await Load.start();
  try {
    // A batch of each of some sessions: a whole round would be more.
    await small.sendRound(await small.someBatches(FEW / BATCH));
    const few = small.stored;
    const ratios: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const [first, second] = round % 2 === 0 ? [small, full] : [full, small];
      const one = await cost(first);
      const other = await cost(second);
      if (round >= 0) ratios.push(first === full ? one / other : other / one);
    }
    return { few, fewAtEnd: small.stored, many: full.stored, ratio: spreadOf(ratios).median };
  } finally {
    await small.stop();
  }
}

/** Milliseconds, for as many records each time. */
async function cost(load: Load): Promise<number> {
  const row = await load.someBatches(AT_ONCE);
  const start = performance.now();
  await load.sendRound(row);
  return performance.now() - start;
}
