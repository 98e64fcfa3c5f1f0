import type { ShellParts } from "../../../shell";
import { loadLibrary } from "../../../shell/library";

/** Loading the shell's library is no part of a run that is recorded: when it comes is in no recording. */
export async function readyShell({ loadBash }: ShellParts): Promise<void> {
  // A cell without a shell has no library to load.
  await loadLibrary(loadBash).catch(() => {});
}
