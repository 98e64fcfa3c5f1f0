/** What aegis itself says during a run: on standard error, each line with its name before it. */
import { relative } from "node:path";
import type { ProcessIo } from "../io/process-io";

export async function tell(io: ProcessIo, text: string): Promise<void> {
  await io.err.write(text.replace(/^/gm, "aegis: ").concat("\n"));
}

export function shownPath(path: string, io: ProcessIo): string {
  const near = relative(io.cwd, path);
  return near.startsWith("..") ? path : near;
}
