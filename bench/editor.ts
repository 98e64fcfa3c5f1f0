import { largePolicy } from "./editor/large-policy";
import { Typist } from "./editor/typing";
import { quantile } from "./statistics";
import { defineBench } from "./support";

const KEYS = 24;
/** Of a frame, at 60 a second. */
const MOST_MS = 16;
/** A fast typist; and one whose pauses let everything happen that waits for one. */
const PACES = [
  { name: "without pause", pauseMs: 0 },
  { name: "every 60 ms", pauseMs: 60 },
  { name: "every 250 ms", pauseMs: 250 },
] as const;
/** At each pace first: half an hour of typing is measured by some seconds, and not by those in which its code is compiled. */
const WARM_UP = 60;
const short = process.argv.includes("--short");

let typist: Typist | undefined;
const start = async () => {
  typist ??= await Typist.start();
  return typist;
};
const pages = new Map<number, ReturnType<Typist["open"]>>();
const typeIn = (lines: number) => async () => {
  const person = await start();
  const page = pages.get(lines) ?? person.open(largePolicy(lines));
  pages.set(lines, page);
  return await person.type(await page, KEYS, 0);
};

export const bench = defineBench<number>({
  what: "typing in a policy of 2,000 lines in the built workbench, with diagnostics, marks and lenses, against one of 60",
  contenders: { "2,000 lines": typeIn(2_000), "60 lines": typeIn(60) },
  baseline: "60 lines",
  operations: KEYS,
  rounds: short ? 3 : 9,
  conclude: async () => {
    const person = await start();
    const page = await pages.get(2_000);
    if (!page) throw new Error("nobody has typed");
    const lines: string[] = [];
    let holds = true;
    for (const { name, pauseMs } of PACES) {
      await person.type(page, WARM_UP, pauseMs);
      const { shown, computed, all } = await person.costs(page, short ? 80 : 200, pauseMs);
      const p95 = (values: readonly number[]) =>
        quantile(
          values.toSorted((a, b) => a - b),
          0.95,
        );
      holds &&= p95(shown) < MOST_MS;
      lines.push(
        `a key ${name}: ${p95(shown).toFixed(1)} ms of the main thread until it is drawn (${p95(computed).toFixed(1)} ms of a processor), ${p95(all).toFixed(1)} ms until the next, at the 95th percentile`,
      );
    }
    return {
      lines: [
        ...lines,
        `promised: a key is drawn within ${MOST_MS} ms: ${holds ? "holds" : "DOES NOT HOLD"}`,
      ],
      holds,
    };
  },
  close: async () => {
    await typist?.stop();
  },
});
