/**
 * One line (or one argv) in a shell of its own, from start to end, whoever it is for. What differs is handed in: through
 * whom files are reached, who is asked before a command, where the network leads.
 *
 * Guarantees: no command runs but by `gate`, and no program that it did not let through under these very words; after the
 * end (of the line, by its time, by its signal) nothing that is still under way reaches a file or starts a command.
 */
import type { BashOptions } from "just-bash/browser";
import type { FileAccess } from "../calls/file-access";
import { outputOf, unitsOf } from "./bytes";
import type { ShellFetch } from "./fetch";
import type {
  CommandCall,
  ExecResult,
  Library,
  OpenBash,
  Program,
  ShellState,
  Statement,
  Watch,
} from "./library";
import { Ended, Life, type ShellTime } from "./life";
import { executionLimits, type ShellLimits } from "./limits";
import { asLibraryProgram, type ProgramCall, type ShellProgram } from "./programs";
import { ShellFiles } from "./shell-files";
import { spoken } from "./spoken";
import { wgetProgram } from "./wget";

/** The two ways to go on with a command. */
export interface Ways {
  /** As a program, under these words. */
  program(): Promise<ExecResult>;
  /** As a word of the shell's or a function: a program that is reached by it does not run. */
  word(): Promise<ExecResult>;
}

/** Asked before every command. `isInLine`: it stands in the line itself, not in what the line has started. */
export type Gate = (
  command: CommandCall & { readonly isInLine: boolean },
  state: ShellState,
  ways: Ways,
) => Promise<ExecResult>;

export interface RunParts {
  readonly library: Library;
  readonly access: FileAccess;
  readonly gate: Gate;
  readonly programs: readonly ShellProgram[];
  readonly limits: ShellLimits;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly fetch?: ShellFetch;
  readonly signal?: AbortSignal | undefined;
  /** Of the session, where it has one of its own. */
  readonly time?: ShellTime | undefined;
  /** What is written at once; what is not taken here is in the result. */
  readonly output?: (stream: "stdout" | "stderr", bytes: Uint8Array) => void;
  /** Of an earlier line, to go on from. */
  readonly state?: Readonly<Record<string, unknown>> | undefined;
}

export interface Line {
  readonly text: string;
  /** Further words of the first command, which no shell reads. */
  readonly args?: readonly string[];
  readonly stdin?: Uint8Array;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: readonly Uint8Array[];
  readonly stderr: readonly Uint8Array[];
  /** Of the shell when the line had ended by itself. */
  readonly state: ShellState | undefined;
}

const encoder = new TextEncoder();
const TIMED_OUT = 124;
const LIBRARY_FAILED = 2;

export class Run implements Watch {
  private readonly parts: RunParts;
  private readonly bash: OpenBash;
  private readonly life: Life;
  private readonly refused = new Set<string>();
  /** Arguments that the gate has let through, with the name that it did so for. */
  private readonly passed = new WeakMap<readonly string[], string>();
  private readonly out: Record<"stdout" | "stderr", Uint8Array[]> = { stdout: [], stderr: [] };
  private line: ShellState | undefined;
  /** What stands in the line, however deep, as it was read; not what is read while it runs. */
  private written = new WeakSet<object>();
  /** The innermost of the line's interpreter that is running. It runs one after the other. */
  private current: Statement | undefined;
  private statements = 0;
  private isDirect = false;

  constructor(parts: RunParts) {
    this.parts = parts;
    this.life = new Life(parts.limits.timeMs, parts.signal, parts.time);
    const files = this.files();
    this.bash = parts.library.open(this.options(files), this);
    const around = { signal: this.life.signal, files: files.forPrograms, live: () => this.live() };
    const { fetch } = parts;
    const fetching = fetch ? [wgetProgram((url) => fetch(url, {}, this.life))] : [];
    for (const program of [...fetching, ...parts.programs]) {
      this.bash.commands.set(program.name, asLibraryProgram(program, around));
    }
    for (const program of this.bash.commands.values()) this.guard(program);
    if (parts.state) this.bash.state = { ...this.bash.state, ...parts.state };
  }

  /** By name: what can be started. */
  get programs(): ReadonlySet<string> {
    return new Set(this.bash.commands.keys());
  }

  async run({ text, args, stdin }: Line): Promise<RunResult> {
    const running = this.bash.exec(text, {
      // The text that was decided is the text that is read: no trimming, no rewriting.
      rawScript: true,
      signal: this.life.signal,
      ...(args && { args: [...args] }),
      ...(stdin && { stdin: unitsOf(stdin), stdinKind: "bytes" as const }),
    });
    try {
      const result = await this.life.race(running);
      this.write(result);
      return this.result(result.exitCode, this.line);
    } catch (thrown) {
      return this.broken(thrown);
    } finally {
      this.life.end();
    }
  }

  async command(call: CommandCall, state: ShellState, run: () => Promise<ExecResult>): Promise<ExecResult> {
    await this.life.breathe();
    const ways: Ways = {
      word: run,
      program: () => {
        this.life.assert();
        this.passed.set(call.args, call.name.slice(call.name.lastIndexOf("/") + 1));
        return run();
      },
    };
    const result = await this.parts.gate({ ...call, isInLine: this.isInLine(state) }, state, ways);
    return this.spoken(result);
  }

  async statement(statement: Statement, state: ShellState, run: () => Promise<ExecResult>) {
    await this.life.breathe();
    if (state !== this.line) return run();
    const outer = this.current;
    this.current = statement;
    this.statements++;
    if (!outer) this.isDirect = isDirect(statement);
    try {
      const result = await run();
      if (outer) return result;
      this.write(result);
      return { ...result, stdout: "", stderr: "", internalOutputAccounting: { stdout: 0, stderr: 0 } };
    } finally {
      this.statements--;
      this.current = outer;
    }
  }

  text(script: unknown, state: ShellState): void {
    this.life.assert();
    if (this.line) return;
    this.line = state;
    collect(script, this.written);
  }

  /** Interpreters inside of commands have a state of their own; they may go on beside the line's (`timeout`). */
  private isInLine(state: ShellState): boolean {
    return state === this.line && this.current !== undefined && this.written.has(this.current);
  }

  /** The second lock: a program that is reached by any other way than the gate, or with other words, does not run. */
  private guard(program: Program): void {
    const { execute } = program;
    program.execute = async (args, context) => {
      this.life.assert();
      if (this.passed.get(args) !== program.name) {
        return { stdout: "", stderr: `bash: ${program.name}: Permission denied\n`, exitCode: 126 };
      }
      return execute(args, context);
    };
  }

  private files(): ShellFiles {
    return new ShellFiles({
      access: this.parts.access,
      isProgram: (name) => this.bash.commands.has(name),
      assertAlive: () => this.life.assert(),
      refused: (path) => this.refused.add(path),
    });
  }

  private options(fs: ShellFiles): BashOptions {
    const { cwd, env, fetch, limits } = this.parts;
    return {
      fs,
      cwd,
      env: { ...env },
      executionLimits: executionLimits(limits),
      // It patches the globals of the whole thread while a line runs; what it guards against is not there to be reached.
      defenseInDepth: false,
      sleep: (milliseconds) => this.life.sleep(milliseconds),
      ...(fetch && { fetch: (url, options) => fetch(url, options, this.life) }),
    };
  }

  private spoken(result: ExecResult): ExecResult {
    const stderr = spoken(result.stderr, this.refused);
    const counted = result.internalOutputAccounting;
    if (stderr === result.stderr || !counted) return { ...result, stderr };
    // What was counted as output may not be more than there is.
    const most = encoder.encode(stderr).length;
    const accounting = { ...counted, stderr: Math.min(counted.stderr, most) };
    return { ...result, stderr, internalOutputAccounting: accounting };
  }

  private live(): ProgramCall["live"] {
    const { output } = this.parts;
    return this.isDirect && this.statements === 1 ? output : undefined;
  }

  private write(result: ExecResult): void {
    this.put("stdout", outputOf(result));
    this.put("stderr", encoder.encode(spoken(result.stderr, this.refused)));
  }

  private put(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.parts.output) this.parts.output(stream, bytes);
    else this.out[stream].push(bytes);
  }

  private result(code: number, state: ShellState | undefined): RunResult {
    return { code, ...this.out, state };
  }

  /** Ended from outside, or by a fault of the library: what was written until then stays. */
  private broken(thrown: unknown): RunResult {
    if (thrown instanceof Ended) {
      if (thrown.why === "stopped") throw thrown;
      this.put("stderr", encoder.encode("bash: the time is up\n"));
      return this.result(TIMED_OUT, undefined);
    }
    const message = thrown instanceof Error ? thrown.message : "the command failed";
    this.put("stderr", encoder.encode(`bash: ${message}\n`));
    return this.result(LIBRARY_FAILED, undefined);
  }
}

/** All parts of a text as it was read. A part that is only read while it runs is not among them. */
function collect(script: unknown, into: WeakSet<object>): void {
  const waiting = [script];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== "object" || next === null || into.has(next)) continue;
    into.add(next);
    waiting.push(...Object.values(next).filter((part) => typeof part === "object" && part !== null));
  }
}

/** A single command whose output nothing takes. */
function isDirect({ pipelines }: Statement): boolean {
  const [pipeline] = pipelines;
  const [command] = pipeline?.commands ?? [];
  return (
    pipelines.length === 1 &&
    pipeline?.commands.length === 1 &&
    command?.type === "SimpleCommand" &&
    (command.redirections?.length ?? 0) === 0
  );
}
