/** The checkpoints of a run in Node: of its real folder, live or replayed. */

import type { CheckpointRules } from "../../checkpoints/rules";
import { RunCheckpoints } from "../../checkpoints/run-checkpoints";
import { UndoFiles } from "../../checkpoints/undo-files";
import { UndoLog } from "../../checkpoints/undo-log";
import { courseStore, undoStore } from "../../checkpoints/undo-store";
import type { Files } from "../../files";
import { bound, type Course } from "../../replay/course";
import { MAYBE_TEXT } from "../../replay/file-answers";
import { DiskFiles } from "../files";
import { GUEST_FOLDER } from "./sandbox-of";

const KEPT_BYTES = 256 * 1024 * 1024;

export interface Checkpointed {
  readonly checkpoints: RunCheckpoints;
  /** The same files, whose changes are kept. */
  keeping(files: Files): Files;
}

/** `folder`: the real one; a replay has none. */
export function checkpointed(
  rules: CheckpointRules,
  { course, folder, stop }: { course: Course; folder: string | undefined; stop: () => void },
): Checkpointed {
  const { now, after, random } = bound(course);
  const log = folder === undefined ? undefined : logOf(folder, () => checkpoints.makeRoom());
  const checkpoints: RunCheckpoints = new RunCheckpoints({
    rules,
    store: courseStore(course, log && undoStore(log)),
    now,
    after,
    random,
    chosen: (id) =>
      course.answer({ kind: "checkpoint", question: "chosen", ...MAYBE_TEXT }, () =>
        id === undefined ? [] : [id],
      )[0],
    stop,
  });
  return { checkpoints, keeping: (files) => (log ? new UndoFiles(files, log, GUEST_FOLDER) : files) };
}

function logOf(folder: string, makeRoom: () => boolean): UndoLog {
  // What was changed with the rights of the spec is put back with those of whoever runs it.
  const restoring = new DiskFiles({ root: folder, mount: GUEST_FOLDER, mayWrite: () => true });
  return new UndoLog({ restoring, bytes: KEPT_BYTES, makeRoom });
}
