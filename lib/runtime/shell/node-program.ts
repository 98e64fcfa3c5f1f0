/** `node` in a shell: what runs a script is handed in by the driver, which knows how a sandbox is made. */
import type { ProgramCall, ProgramResult, ShellProgram } from "./programs";

/** Runs `argv[1]` with the words after it. */
export type RunScript = (call: ProgramCall) => Promise<ProgramResult>;

const NOT_OFFERED = 127;

export function nodeProgram(runScript: RunScript | undefined): ShellProgram {
  return {
    name: "node",
    run: async (call) => {
      const [, file] = call.argv;
      if (!runScript) return failure(NOT_OFFERED, "node: this sandbox starts no further scripts");
      if (file === undefined || file.startsWith("-"))
        return failure(9, "node: only `node FILE [ARGS]` is offered here");
      return runScript(call);
    },
  };
}

function failure(code: number, sentence: string): ProgramResult {
  return { code, stderr: new TextEncoder().encode(`${sentence}\n`) };
}
