/**
 * Programs that are added to the shell: `node` and `wget` here, `aegis` by whoever starts it. Of the world they have the files of
 * the shell, with the rights of whom it is for; what else they need is handed to them when they are made.
 */
import { appendLexically } from "../files/names";
import { bytesOfUnits, textOf, unitsOf } from "./bytes";
import type { ExecResult, LoadBash, Program } from "./library";

/** By absolute paths. What fails has a `code`, as errors of files have. */
export interface ProgramFiles {
  exists(path: string): Promise<boolean>;
  isFolder(path: string): Promise<boolean>;
  read(path: string): Promise<Uint8Array>;
  write(path: string, bytes: Uint8Array): Promise<void>;
}

export interface ProgramCall {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: Uint8Array;
  readonly files: ProgramFiles;
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

/** The shell of a place where its library cannot be imported, or where programs are added to it. */
export interface ShellParts {
  /** Brings the library when it is first needed. */
  readonly loadBash: LoadBash;
  readonly programs: readonly ShellProgram[];
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
  around: Pick<ProgramCall, "signal" | "files"> & { live(): ProgramCall["live"] },
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
        files: around.files,
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

/** Where a word of a program's leads, that names a file. */
export function placeOf(cwd: string, path: string): string {
  return appendLexically(path.startsWith("/") ? "/" : cwd, path);
}
