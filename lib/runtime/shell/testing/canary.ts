/** A program that nobody may run, and a terminal of an author's, who may: what is a way to it there has to be none here. */

import { TestLog } from "../../../mediator/testing/bench";
import type { MemoryFiles } from "../../files";
import { Shell } from "../author-shell";
import { textOf } from "../bytes";
import type { ProgramCall, ShellProgram } from "../programs";

export interface Canary {
  readonly program: ShellProgram;
  readonly calls: ProgramCall[];
}

export function canary(): Canary {
  const calls: ProgramCall[] = [];
  const program: ShellProgram = {
    name: "canary",
    async run(call) {
      calls.push(call);
      return { code: 0, stdout: new TextEncoder().encode("it sings\n") };
    },
  };
  return { program, calls };
}

export interface Terminal {
  readonly shell: Shell;
  readonly log: TestLog;
  run(line: string, signal?: AbortSignal): Promise<{ code: number; out: string; err: string }>;
}

export async function terminal(
  files: MemoryFiles,
  programs: readonly ShellProgram[] = [],
): Promise<Terminal> {
  const log = new TestLog();
  const shell = await Shell.open({
    files,
    mediator: {
      note: (entry) => log.record(entry),
      body: (bytes) => ({ bytes: bytes.length, sha256: "0".repeat(64) }),
    },
    random: (bytes) => void crypto.getRandomValues(bytes),
    cwd: "/workspace",
    programs,
  });
  return {
    shell,
    log,
    async run(line, signal) {
      const written: Record<"stdout" | "stderr", string> = { stdout: "", stderr: "" };
      const onOutput = (stream: "stdout" | "stderr", bytes: Uint8Array) => {
        written[stream] += textOf(bytes);
      };
      const code = await shell.run(line, { onOutput, ...(signal && { signal }) });
      return { code, out: written.stdout, err: written.stderr };
    },
  };
}
