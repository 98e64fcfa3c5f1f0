/** What somebody who is here for the first time does, in order; each is done when it has been done, and stays so. */

export interface Seen {
  /** How many runs have begun. */
  readonly runs: number;
  /** A denied record is on show. */
  readonly looksAtDenial: boolean;
  /** The policy is another than the one that the last run had. */
  readonly isEdited: boolean;
  /** The log of the run on show was found whole. */
  readonly isVerified: boolean;
}

export interface Progress {
  readonly done: ReadonlySet<StepId>;
  /** Runs that had begun when the policy was edited. */
  readonly runsAtEdit: number | undefined;
}

export const STEPS = [
  { id: "run", text: "Run the agent. Where it asks for something, answer." },
  { id: "look", text: "Choose a denied record: what was asked, and what refused it." },
  { id: "edit", text: "Allow it in the policy, if it should be allowed." },
  { id: "again", text: "Run again: the same request, under the line you wrote." },
  { id: "log", text: "See below that the log is whole. This page has verified it by itself." },
] as const;

export type StepId = (typeof STEPS)[number]["id"];

export const NOTHING_DONE: Progress = { done: new Set(), runsAtEdit: undefined };

/** As it is kept over a reload; the run that an edit led to is seen anew. */
export function doneAsText({ done }: Progress): string {
  return [...done].join(" ");
}

/** Of what was kept, if anything was; what is no step is left out. */
export function progressOf(text: string): Progress {
  const words = new Set(text.split(" "));
  const done = STEPS.map(({ id }) => id).filter((id) => words.has(id));
  return done.length === 0 ? NOTHING_DONE : { done: new Set(done), runsAtEdit: undefined };
}

/** The same object where nothing new was done. */
export function nextProgress(
  before: Progress,
  { runs, looksAtDenial, isEdited, isVerified }: Seen,
): Progress {
  const runsAtEdit = before.runsAtEdit ?? (runs > 0 && isEdited ? runs : undefined);
  const now: Readonly<Record<StepId, boolean>> = {
    run: runs > 0,
    look: looksAtDenial,
    edit: runsAtEdit !== undefined,
    again: runsAtEdit !== undefined && runs > runsAtEdit,
    log: isVerified,
  };
  const added = STEPS.map(({ id }) => id).filter((id) => now[id] && !before.done.has(id));
  if (added.length === 0 && runsAtEdit === before.runsAtEdit) return before;
  return { done: new Set([...before.done, ...added]), runsAtEdit };
}
