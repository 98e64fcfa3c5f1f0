/** Programs that a driver adds to the shell: `node`, `aegis`. What they need of the world is handed to them by the driver. */
import { bytesOfUnits, textOf, unitsOf } from "./bytes";
import type { ExecResult, Program } from "./library";

export interface ProgramCall {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: Uint8Array;
  readonly signal: AbortSignal;
  /** Where output goes at once, when nothing in the line takes it: no pipe, no redirection. */
  readonly live?: (stream: "stdout" | "stderr", bytes: Uint8Array) => void;
}

export interface ProgramResult {
  readonly code: number;
  readonly stdout?: Uint8Array;
  readonly stderr?: Uint8Array;
}

export interface ShellProgram {
  readonly name: string;
  run(call: ProgramCall): Promise<ProgramResult>;
}

/** What the library hands to a command; the part that is passed on. */
interface CommandContext {
  readonly cwd: string;
  readonly stdin: unknown;
  readonly exportedEnv?: Readonly<Record<string, string>>;
}

const EMPTY = new Uint8Array(0);

export function asLibraryProgram(
  { name, run }: ShellProgram,
  around: { readonly signal: AbortSignal; live(): ProgramCall["live"] },
): Program {
  return {
    name,
    async execute(args, context) {
      const { cwd, stdin, exportedEnv } = context as CommandContext;
      const live = around.live();
      const result = await run({
        argv: [name, ...args],
        env: { ...exportedEnv },
        cwd,
        stdin: bytesOfUnits(typeof stdin === "string" ? stdin : ""),
        signal: around.signal,
        ...(live && { live }),
      });
      return asResult(result);
    },
  };
}

function asResult({ code, stdout = EMPTY, stderr = EMPTY }: ProgramResult): ExecResult {
  return { stdout: unitsOf(stdout), stdoutKind: "bytes", stderr: textOf(stderr), exitCode: code & 0xff };
}
