/**
 * Whether all that the server ever signed of a workspace's log is one history. Each checkpoint that was seen is a claim;
 * the largest must extend all others, by proofs that are verified here. A server that was set back to an old copy, or
 * that shows one log to us and another to others, cannot make them.
 */
import { equalBytes, fromBase64 } from "../bytes";
import type { Hasher } from "../hash";
import type { Read } from "../note";
import { verifyConsistency } from "../tree";
import { done, haltOf, later, type Result, stop } from "./outcome";
import type { Answer, Proof } from "./transport";
import type { WorkspaceHead } from "./workspace-head";

/** Others write into the log at the same time, and each answer may lead to a later size. */
const MOST_QUESTIONS = 8;

export interface HistoryQuestion {
  readonly hasher: Hasher;
  /** In any order, at least one; none of size 0, which every log extends. */
  readonly claims: readonly WorkspaceHead[];
  prove(from: number): Promise<Answer<Proof>>;
  readHead(note: string): Promise<Read<WorkspaceHead>>;
}

/** The newest checkpoint that all of them were shown to lead to. */
export async function oneHistory(question: HistoryQuestion): Promise<Result<WorkspaceHead>> {
  let [newest, ...open] = [...question.claims].sort((a, b) => b.size - a.size) as [
    WorkspaceHead,
    ...WorkspaceHead[],
  ];
  for (let asked = 0; ; ) {
    const claim = open.pop();
    if (claim === undefined) return done(newest);
    if (claim.size === newest.size) {
      if (!equalBytes(claim.root, newest.root)) return fork(claim, newest);
      continue;
    }
    if (asked++ === MOST_QUESTIONS)
      return later("The log of the workspace grows faster than it can be followed.");
    const shown = await extensionOf(question, claim);
    if (!shown.ok) return shown;
    const { value: head } = shown;
    if (head.size < newest.size) return back(newest, head);
    // It leads beyond what was known: that, too, has to be a beginning of it.
    open = [...open, newest];
    newest = head;
  }
}

export function back(ours: WorkspaceHead, theirs: WorkspaceHead | undefined): ReturnType<typeof stop> {
  const now = theirs === undefined ? "is empty" : `has ${theirs.size} leaves`;
  const why = `The log of the workspace ${now}; when it was last seen it had ${ours.size}.`;
  return stop("ROLLBACK", why, { ours: ours.note, theirs: theirs?.note ?? "" });
}

/** A checkpoint of now, proved to extend the claim. */
async function extensionOf(
  { hasher, prove, readHead }: HistoryQuestion,
  claim: WorkspaceHead,
): Promise<Result<WorkspaceHead>> {
  const answer = await prove(claim.size);
  if (!answer.ok) return haltOf(answer);
  const { index, size, note } = answer.value;
  const read = await readHead(note);
  if (!read.ok) return stop("BAD_RECEIPT", read.why);
  const head = read.value;
  if (index !== claim.size || size !== head.size)
    return stop("BAD_RECEIPT", "The server proved something else than it was asked.");
  if (head.size < claim.size) return back(claim, head);
  const hashes = answer.value.hashes.map((hash) => fromBase64(hash) ?? new Uint8Array());
  const extended = verifyConsistency(hasher, claim.size, head.size, hashes, claim.root, head.root);
  return extended.ok ? done(head) : fork(claim, head, extended.why);
}

function fork(ours: WorkspaceHead, theirs: WorkspaceHead, detail = ""): ReturnType<typeof stop> {
  const why = `Nothing shows that the log of the workspace extends the one seen before. ${detail}`.trim();
  return stop("FORK", why, { ours: ours.note, theirs: theirs.note });
}
