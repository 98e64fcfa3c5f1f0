/** The two kinds of files that can go back, as stores. */
import type { MemoryFiles, Snapshot } from "../files/memory";
import type { FileStore } from "./checkpoints";
import type { UndoFiles } from "./undo-files";

/** They have snapshots, which share what has not changed. */
export function memoryStore(files: MemoryFiles): FileStore<Snapshot> {
  return {
    take: () => files.snapshot(),
    back: (snapshot) => {
      files.restore(snapshot);
      return 0;
    },
    forget: () => {},
    describe: () => JSON.stringify(files.usage()),
  };
}

export function undoStore(files: UndoFiles): FileStore<number> {
  return {
    take: () => files.mark(),
    back: (mark) => files.back(mark),
    forget: (mark) => files.forget(mark),
    describe: () => JSON.stringify({ changes: files.changes }),
  };
}
