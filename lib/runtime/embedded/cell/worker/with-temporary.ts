import type { Files, MemoryFiles } from "../../../files";
import { MountedFiles } from "../../../files/mounted/mounted-files";

const TEMPORARY = "/tmp";

/** A folder for what nobody keeps, with a bound of its own. */
export function withTemporary(files: MemoryFiles, temporary: MemoryFiles): Files {
  for (const each of [files, temporary]) each.mount(TEMPORARY, {});
  return new MountedFiles(files, [{ path: TEMPORARY, files: temporary }]);
}
