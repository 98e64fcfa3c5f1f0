/** What a benchmark is: `bench/NAME.ts` exports `bench`, made by `defineBench`. */
import type { PageOptions } from "./browser/run-in-page";
import type { Result } from "./measure";

export type Awaitable<T> = T | Promise<T>;

export interface Bench<Answer = unknown> {
  /** One line for the list: what work is compared. */
  readonly what: string;
  /** Ours and its peers, each doing the whole of the same work once and answering with the result. */
  readonly contenders: Readonly<Record<string, () => Awaitable<Answer>>>;
  /** The contender that the ratios are told against. */
  readonly baseline: string;
  /** How many operations one call does, so that the figures are told for one operation. */
  readonly operations: number;
  readonly rounds?: number;
  /**
   * What must be equal of two answers for the work to be the same. Left out, the whole answer; to be given where
   * answers are random by design.
   */
  readonly comparable?: ((answer: Answer) => unknown) | undefined;
  /**
   * What is promised of these figures: of each contender the median of its ratios to the baseline. A promise that does
   * not hold fails the run.
   */
  readonly conclude?: (ratios: ReadonlyMap<string, number>) => Awaitable<Conclusion>;
  /** The same in a page of Chromium; figures and promises are told beside those of Node. */
  readonly page?: InPage;
  readonly close?: () => Awaitable<void>;
}

export interface InPage {
  /** Exports `run`, which answers a `PageResult`; it is given `PageInput`. */
  readonly module: URL;
  readonly options?: Omit<PageOptions, "input">;
}

export interface PageInput {
  /** Null for as many as the benchmark itself asks for. */
  readonly rounds: number | null;
}

export interface PageResult {
  readonly result: Result;
  readonly conclusion?: Conclusion;
}

export interface Conclusion {
  readonly lines: readonly string[];
  readonly holds: boolean;
}

export function defineBench<Answer>(bench: Bench<Answer>): Bench<Answer> {
  if (!(bench.baseline in bench.contenders)) throw new Error(`no contender is called ${bench.baseline}`);
  if (Object.keys(bench.contenders).length < 2) throw new Error("a comparison needs two contenders");
  if (!(bench.operations >= 1)) throw new Error("one call does at least one operation");
  return bench;
}
