/** A run that can be made again: what it began with, and what it got from outside. In memory, and gone with the page. */
import type { RecordedRun } from "@/lib/runtime/driver";
import type { Texts } from "../files/files";
import type { Trace } from "./trace";

const MIB = 1024 * 1024;
/** Of recording and records together. A run that has more of both is not kept. */
export const MOST_KEPT_BYTES = 32 * MIB;

export interface KeptRun {
  readonly texts: Texts;
  readonly recorded: RecordedRun;
  /** What the agent left: its files by their text, those that it took away as null. */
  readonly left: Readonly<Record<string, string | null>>;
  /** What all that went on from it recorded: what they used up is used up. Grows with each. */
  readonly since: Pick<Trace, "toBytes">[];
}

/** The files as a run has left them. */
export function asLeft({ texts, left }: Pick<KeptRun, "texts" | "left">): Texts {
  const files = new Map(Object.entries(texts));
  for (const [path, text] of Object.entries(left)) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  return Object.fromEntries(files);
}

/**
 * The files as a run would find them that is made again: with what was edited since, and without what the run itself has
 * left, which was not there when it began.
 */
export function asBegun({ texts, left }: Pick<KeptRun, "texts" | "left">, now: Texts): Texts {
  const files = new Map(Object.entries(now));
  for (const [path, text] of Object.entries(left)) {
    if ((files.get(path) ?? null) !== text) continue;
    const before = Object.hasOwn(texts, path) ? texts[path] : undefined;
    if (before === undefined) files.delete(path);
    else files.set(path, before);
  }
  return Object.fromEntries(files);
}
