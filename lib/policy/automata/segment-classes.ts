/**
 * The segments of all names of a kind, sorted into classes: two segments of a class match the same globs, so that one
 * example stands for all of them. Paths are then sequences over a few classes instead of texts over a million
 * characters.
 */
import type { SegmentGlob } from "../match/segment-glob";
import { explore } from "./explore";
import { EMPTY, type Regular } from "./regular";
import { segmentRegular } from "./segment-regular";

export interface SegmentClasses {
  /** An example of each class; the ones that read best come first. */
  readonly examples: readonly string[];
  /** By the pattern of a glob: the classes that it matches. */
  readonly matched: ReadonlyMap<string, ReadonlySet<number>>;
  /** False when there were too many to sort out: then classes may be missing. */
  readonly complete: boolean;
}

export function segmentClasses(
  globs: readonly SegmentGlob[],
  universe: Regular,
  maxStates: number,
): SegmentClasses {
  const distinct = [...new Map(globs.map((glob) => [glob.pattern, glob])).values()];
  // The empty segment is a class by itself: whether it is one of a name depends on where it stands.
  const languages = [universe, ...distinct.map(segmentRegular), EMPTY];
  const { combinations, complete } = explore(languages, maxStates, 0);
  const matched = new Map(distinct.map(({ pattern }) => [pattern, new Set<number>()]));
  // The empty segment, where there is one, comes last: it reads badly in examples.
  const sorted = [...combinations].sort((a, b) => Number(a.witness === "") - Number(b.witness === ""));
  for (const [index, { members }] of sorted.entries()) {
    for (const member of members) matched.get(distinct[member - 1]?.pattern ?? "")?.add(index);
  }
  return { examples: sorted.map(({ witness }) => witness), matched, complete };
}
