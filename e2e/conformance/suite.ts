/** What a conformance suite is: `suites/NAME.ts` exports `suite`, made by `defineSuite`. */
export interface Miss {
  readonly id: string;
  readonly expected: string;
  readonly got: string;
}

export interface Judgement {
  readonly right: number;
  readonly wrong: readonly Miss[];
  /** Why a case that is answered in another way is right all the same: its id, and the reason in a sentence. */
  readonly explained: Readonly<Record<string, string>>;
}

export interface DataFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Suite {
  readonly name: string;
  /** The file that it reads, as a path below the data folder. */
  readonly reads: string;
  readonly run: (file: DataFile) => Judgement | Promise<Judgement>;
}

export function defineSuite(suite: Suite): Suite {
  return suite;
}
