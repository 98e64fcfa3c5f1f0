/** Files in memory as a store. */
import type { MemoryFiles, Snapshot } from "../files/memory";
import type { FileStore } from "./checkpoints";

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
