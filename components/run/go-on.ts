/**
 * Whether a run can be gone on from after one of its records, under the policy as it is now. Looked at by making it again up to there,
 * in a sandbox without any way out. Loaded when somebody asks for it.
 */
import type { GoingOn } from "@/lib/runtime/driver";
import type { Replayed } from "@/lib/runtime/replay/replaying";
import { toldOf } from "@/lib/runtime/replay/told";
import type { Texts } from "../files/files";
import type { KeptRun } from "./kept-run";
import { FOLDER, readPolicy, theDriver, warm } from "./open-box";

/** What speaks against it. */
export interface Refused {
  readonly ok: false;
  readonly sentences: readonly string[];
  /** The last record before it from which it would go on. */
  readonly nearest?: number;
}

export type Looked = { readonly ok: true; readonly from: GoingOn } | Refused;

/** `now`: the files as they are, for the policy among them. Rejects as a run does, with a sentence where there is one. */
export async function lookBack(
  { texts, recorded, since }: Pick<KeptRun, "texts" | "recorded" | "since">,
  seq: number,
  { now, mayBeBefore, signal }: { now: Texts; mayBeBefore: boolean; signal?: AbortSignal },
): Promise<Looked> {
  if (recorded.kind === "let-go") return { ok: false, sentences: [recorded.why] };
  const driver = await theDriver();
  const replayed = await driver.lookBack({
    recorded,
    folder: FOLDER,
    tree: texts,
    seq,
    source: readPolicy(now),
    ...(signal && { signal }),
  });
  void warm().catch(() => {});
  const { place } = replayed;
  const sentences = againstIt(replayed, seq, mayBeBefore);
  if (sentences.length === 0 && place)
    return {
      ok: true,
      from: { recorded, place, since: await Promise.all(since.map((trace) => trace.toBytes())) },
    };
  return { ok: false, sentences, ...(place && { nearest: place.records - 1 }) };
}

/** In words; nothing where it can be gone on from there. */
export function againstIt(
  replayed: Pick<Replayed, "flips" | "difference" | "place">,
  seq: number,
  mayBeBefore: boolean,
): string[] {
  const { flips, difference, place } = replayed;
  const told = toldOf(
    { flips, equal: 0, isCut: false, isOtherBuild: false, ...(difference && { difference }) },
    0,
  );
  if (told.length > 0)
    return [
      ...told,
      "Nothing goes on from a state that the policy as it is now would not have let it come to.",
    ];
  if (!place)
    return ["Nothing goes on from there: until then there was no moment at which nothing was open."];
  if (place.records - 1 === seq || mayBeBefore) return [];
  return [
    `At record ${seq} something was still going on, or nothing came after it. The last moment before it at which nothing was open is after record ${place.records - 1}.`,
  ];
}
