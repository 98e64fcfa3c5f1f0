/** Takes files away for their owner, who is not asked what there is: what is gone already, or is a folder, stays as it is. */
import { FsError } from "./errors";
import type { Files } from "./types";

export function removeFiles(files: Files, paths: readonly string[]): void {
  for (const path of paths) {
    try {
      files.unlink(files.locate(path, { walk: "entry" }));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
}
