/**
 * Makes the last run again, out of its recording: it reaches nothing, changes no file and leaves no log. Other files than it began
 * with show where the run would have parted from the other; another policy shows what it would have decided of the same requests.
 * Loaded when somebody asks for it.
 */
import type { Replayed } from "@/lib/runtime/replay/replaying";
import { toldOf } from "@/lib/runtime/replay/told";
import type { Texts } from "../files/files";
import type { KeptRun } from "./kept-run";
import { FOLDER, readPolicy, theDriver, warm } from "./open-box";
import { POLICY_FILE } from "./policy-file";

export type ReplayOutcome =
  | {
      readonly ok: true;
      readonly replayed: Replayed;
      /** Whether all came out as it was, and no policy would have changed that. */
      readonly isSame: boolean;
      /** Files that are not as they were; the policy is not among them. */
      readonly changed: readonly string[];
      readonly sentences: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** `now`: the files as they are. Rejects as a run does, with a sentence where there is one. */
export async function replayRun(
  { texts, recorded }: Pick<KeptRun, "texts" | "recorded">,
  now: Texts,
  signal?: AbortSignal,
): Promise<ReplayOutcome> {
  if (recorded.kind === "let-go") return { ok: false, why: recorded.why };
  const second =
    now[POLICY_FILE] === texts[POLICY_FILE] ? undefined : { program: readPolicy(now).program, goesOn: true };
  const driver = await theDriver();
  const replayed = await driver.replay({
    recorded,
    folder: FOLDER,
    // The agent may read its policy; another one judges beside it.
    tree: withPolicyOf(texts, now),
    ...(second && { second }),
    ...(signal && { signal }),
  });
  // It has used the worker that waited for the next run.
  void warm().catch(() => {});
  const { difference, flips, isCut } = replayed;
  const records = recorded.lines.reduce((count, byte) => (byte === LF ? count + 1 : count), 0);
  return {
    ok: true,
    replayed,
    isSame: !difference && flips.length === 0 && !isCut,
    changed: changedFiles(texts, now),
    sentences: toldOf(replayed, records),
  };
}

const LF = 0x0a;

function withPolicyOf(texts: Texts, now: Texts): Texts {
  const policy = texts[POLICY_FILE];
  return { ...now, ...(policy !== undefined && { [POLICY_FILE]: policy }) };
}

export function changedFiles(texts: Texts, now: Texts): string[] {
  const paths = new Set([...Object.keys(texts), ...Object.keys(now)]);
  return [...paths].filter((path) => path !== POLICY_FILE && texts[path] !== now[path]).sort();
}
