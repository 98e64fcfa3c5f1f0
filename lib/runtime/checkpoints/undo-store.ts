/** Files whose past is kept, as a store; live, recorded or replayed. */
import type { Course } from "../replay/course";
import { NUMBER, TEXT, type Written } from "../replay/file-answers";
import type { FileStore } from "./checkpoints";
import type { UndoLog } from "./undo-log";

export function undoStore(log: UndoLog): FileStore<number> {
  return {
    take: () => log.mark(),
    back: (mark) => log.back(mark),
    forget: (mark) => log.forget(mark),
    describe: () => JSON.stringify({ changes: log.changes }),
  };
}

/** Of a run that is recorded, or replayed: then there is nothing under it. */
export function courseStore(course: Course, under: FileStore | undefined): FileStore {
  const ask = <Value>(question: string, written: Written<Value>, work: (store: FileStore) => Value) =>
    course.answer({ kind: "checkpoint", question, ...written }, () => {
      if (!under) throw new RangeError("there are no files under a replay");
      return work(under);
    });
  return {
    take: () => under?.take(),
    back: (snapshot) => ask("back", NUMBER, (store) => store.back(snapshot)),
    forget: (oldest) => under?.forget(oldest),
    describe: () => ask("describe", TEXT, (store) => store.describe()),
  };
}
