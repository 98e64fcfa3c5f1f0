/**
 * The part of the shell's library that we stand on and its types do not show: one method through which every command
 * goes, its state, its table of programs. Versions are pinned, and a test of each is beside this; if any of it is not as
 * expected no shell opens.
 *
 * Loaded when the first shell opens: a page that never opens one does not carry it.
 */
import type { Bash, BashOptions, ExecResult as LibraryResult } from "just-bash/browser";

/** With what the library counts of its output; without it all of it is counted once more. */
export type ExecResult = LibraryResult & {
  internalOutputAccounting?: { readonly stdout: number; readonly stderr: number };
};

/** What the interpreter knows while it runs; the part that we look at. */
export interface ShellState {
  env: Map<string, string>;
  cwd: string;
  readonly functions: ReadonlyMap<string, unknown>;
  hashTable?: Map<string, string>;
}

export interface Program {
  readonly name: string;
  trusted?: boolean;
  execute(args: string[], context: unknown): Promise<ExecResult>;
}

/** Asked by every interpreter of one shell, those that run inside of commands included. */
export interface Watch {
  /** Around a command: anything that has a first word, whoever starts it. */
  command(call: CommandCall, state: ShellState, run: () => Promise<ExecResult>): Promise<ExecResult>;
  /** Around a list of pipelines. */
  statement(statement: Statement, state: ShellState, run: () => Promise<ExecResult>): Promise<ExecResult>;
  /** Before a text is run: the line itself first, then whatever it brings in. With the text as it was read. */
  text(script: unknown, state: ShellState): void;
}

export interface CommandCall {
  readonly name: string;
  /** The very array that the command will get. */
  readonly args: readonly string[];
  /** Started by `command` or `builtin`: functions of that name are passed over. */
  readonly skipsFunctions: boolean;
}

export interface Statement {
  readonly pipelines: readonly {
    readonly commands: readonly { readonly type: string; readonly redirections?: readonly unknown[] }[];
  }[];
}

interface Context {
  readonly state: ShellState;
  readonly commands: Map<string, Program>;
}
interface Interpreter {
  readonly ctx: Context;
  executeScript(script: unknown): Promise<ExecResult>;
  executeStatement(statement: Statement): Promise<ExecResult>;
  runCommand(name: string, args: string[], ...rest: unknown[]): Promise<ExecResult>;
}

/** A shell of the library, with what it keeps to itself. */
export interface OpenBash {
  readonly commands: Map<string, Program>;
  state: ShellState & Record<string, unknown>;
  exec: Bash["exec"];
  /** Decodes output in a way that loses bytes: replaced. */
  logResult: (result: ExecResult) => ExecResult;
}

export interface Library {
  /** Its own programs, by name; not `curl`, which is there where a network is. */
  readonly programs: readonly string[];
  open(options: BashOptions, watch: Watch): OpenBash;
}

const watches = new WeakMap<object, Watch>();
let loading: Promise<Library> | undefined;

/** Where a bundle is one text (a worker of an opaque origin), whoever runs it knows how to get the other. */
export type LoadBash = () => Promise<{ readonly Bash: typeof Bash }>;

export function loadLibrary(load: LoadBash = () => import("just-bash/browser")): Promise<Library> {
  loading ??= load().then(({ Bash: Shell }) => {
    const open = (options: BashOptions) => new Shell(options) as unknown as OpenBash;
    const probe = open({ defenseInDepth: false });
    hook(prototypeOf(probe));
    return {
      programs: [...probe.commands.keys()],
      open(options, watch) {
        const bash = open(options);
        bash.logResult = (result) => result;
        watches.set(bash.commands, watch);
        return bash;
      },
    };
  });
  return loading;
}

/**
 * The interpreter's class is not exported, but an instance binds its own methods when it is made, in the synchronous part of
 * `exec`: while that runs, and no other code can, `bind` is ours.
 */
function prototypeOf(probe: OpenBash): Interpreter {
  let found: Interpreter | undefined;
  const original = Function.prototype.bind;
  Function.prototype.bind = function (this: unknown, self: unknown, ...values: unknown[]) {
    if (isInterpreter(self)) found ??= Object.getPrototypeOf(self) as Interpreter;
    return Reflect.apply(original, this as () => unknown, [self, ...values]);
  };
  try {
    probe.exec(":").catch(() => {});
  } finally {
    Function.prototype.bind = original;
  }
  if (!found) throw new Error("The shell's library is not the one that this was written for.");
  return found;
}

function isInterpreter(value: unknown): value is Interpreter {
  const it = (value ?? {}) as Partial<Record<keyof Interpreter, unknown>>;
  return METHODS.every((name) => typeof it[name] === "function");
}

const METHODS = ["runCommand", "executeScript", "executeStatement"] as const;

function hook(prototype: Interpreter): void {
  const { runCommand, executeScript, executeStatement } = prototype;
  prototype.runCommand = async function (name, args, ...rest) {
    // A copy that nobody else holds: what is decided is what runs.
    const own = [...args];
    const call = { name, args: own, skipsFunctions: rest[2] === true };
    return watchOf(this).command(call, this.ctx.state, () => runCommand.call(this, name, own, ...rest));
  };
  prototype.executeStatement = async function (statement) {
    const run = () => executeStatement.call(this, statement);
    return watchOf(this).statement(statement, this.ctx.state, run);
  };
  prototype.executeScript = async function (script) {
    watchOf(this).text(script, this.ctx.state);
    return executeScript.call(this, script);
  };
}

/** An interpreter that nobody watches runs nothing. */
function watchOf({ ctx }: Interpreter): Watch {
  const watch = watches.get(ctx.commands);
  if (!watch) throw new Error("A shell that nobody watches was asked to run something.");
  return watch;
}
