/**
 * The shell for runs in a container: commands for the agent, a terminal for the author. Apart from the driver, which takes it as an
 * option: whoever bundles a page without it does not have to bring what the shell's library asks of Node.
 */
import type { Handlers } from "../../calls/handler";
import {
  type ExecSurroundings,
  execCalls,
  type LoadBash,
  nodeProgram,
  type RunScript,
  Shell,
  type ShellOptions,
  type ShellProgram,
} from "../../shell";

export interface ContainerShell {
  exec(around: ExecSurroundings): Handlers<"exec.run">;
  /** `run` is what `node FILE` does. */
  open(options: Omit<ShellOptions, "programs">, run: RunScript): Promise<Shell>;
}

/** `programs` are added to `node`, which is there. */
export function containerShell(loadBash?: LoadBash, programs: readonly ShellProgram[] = []): ContainerShell {
  const library = { ...(loadBash && { loadBash }) };
  return {
    exec: (around) => execCalls({ ...around, ...library, programs }),
    open: (options, run) => Shell.open({ ...options, ...library, programs: [nodeProgram(run), ...programs] }),
  };
}
