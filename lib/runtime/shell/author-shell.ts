/**
 * The terminal's own shell: the author's, who is not governed as the agent is. Each line is on the record; folder,
 * variables, functions and options stay from line to line. One line at a time.
 */
import type { Mediator } from "../../mediator/mediator";
import type { Handlers } from "../calls/handler";
import type { Files } from "../files";
import { bytesOfText } from "./bytes";
import { type Completion, complete } from "./complete";
import { shellFetch } from "./fetch";
import { type Library, type LoadBash, loadLibrary, type ShellState } from "./library";
import { Ended } from "./life";
import { AUTHOR_LIMITS, type ShellLimits } from "./limits";
import type { ShellProgram } from "./programs";
import { Run } from "./run";
import { authorsAccess } from "./unmediated";
import { HOME, PATH, PLAIN, RUNS_TEXT } from "./words";

export interface ShellOptions {
  readonly files: Files;
  readonly mediator: Pick<Mediator, "note" | "body">;
  readonly random: (bytes: Uint8Array) => void;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `node`, `aegis` and whatever else a driver has. */
  readonly programs: readonly ShellProgram[];
  /** The network as the driver offers it to the author; without it there is neither `curl` nor `wget`. */
  readonly network?: Handlers<"net.fetch">;
  readonly limits?: Partial<ShellLimits>;
  /** Brings the library when it is first needed, where it cannot be imported. */
  readonly loadBash?: LoadBash;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onOutput: (stream: "stdout" | "stderr", bytes: Uint8Array) => void;
}

/** A record has room for a line, not for a pasted file: that is there as its hash. */
const COMMAND_LIMIT_UNITS = 1000;
const INTERRUPTED = 130;

export class Shell {
  private readonly library: Library;
  private readonly options: ShellOptions;
  private state: ShellState | undefined;
  private isRunning = false;

  private constructor(library: Library, options: ShellOptions) {
    this.library = library;
    this.options = options;
  }

  static async open(options: ShellOptions): Promise<Shell> {
    return new Shell(await loadLibrary(options.loadBash), options);
  }

  get cwd(): string {
    return this.state?.cwd ?? this.options.cwd;
  }

  /** Answers with the exit code. What was stopped is 130, as after Ctrl-C. */
  async run(line: string, { signal, onOutput }: RunOptions): Promise<number> {
    if (this.isRunning) throw new Error("A line is still running in this shell.");
    this.note(line);
    this.isRunning = true;
    try {
      const { code, state } = await this.next({ signal, output: onOutput }).run({ text: line });
      if (state) this.state = state;
      return code;
    } catch (thrown) {
      if (thrown instanceof Ended) return INTERRUPTED;
      throw thrown;
    } finally {
      this.isRunning = false;
    }
  }

  complete(line: string, cursor: number): Completion {
    const { files, programs, network, env = {} } = this.options;
    const named = [
      ...this.library.programs,
      ...programs.map(({ name }) => name),
      ...(network ? ["curl", "wget"] : []),
    ];
    const functions = this.state?.functions.keys() ?? [];
    return complete(line, cursor, {
      commands: [...new Set([...named, ...PLAIN, ...RUNS_TEXT, ...functions])],
      variables: [...(this.state?.env.keys() ?? Object.keys(env))],
      cwd: this.cwd,
      home: this.state?.env.get("HOME") ?? HOME,
      list: (folder) => files.readdir(files.locate(folder, { walk: "follow" })),
    });
  }

  private note(line: string): void {
    const { mediator } = this.options;
    const isShort = line.length <= COMMAND_LIMIT_UNITS && line.isWellFormed() && !line.includes("\0");
    const said = isShort ? { command: line } : { body: mediator.body(bytesOfText(line)) };
    mediator.note({ type: "user.command", data: { ...said, cwd: this.cwd.toWellFormed() } });
  }

  private next(on: { signal?: AbortSignal | undefined; output: RunOptions["onOutput"] }): Run {
    const { files, random, env, programs, network, limits } = this.options;
    return new Run({
      library: this.library,
      access: authorsAccess(files, random, this.cwd),
      gate: (_command, _state, ways) => ways.program(),
      programs,
      limits: { ...AUTHOR_LIMITS, ...limits },
      cwd: this.cwd,
      env: { HOME, PATH, USER: "author", ...env },
      ...on,
      ...(network && { fetch: shellFetch(network) }),
      ...(this.state && { state: carried(this.state) }),
    });
  }
}

/** What stays for the next line; where the last one stood in its own text does not. */
function carried(state: ShellState): Readonly<Record<string, unknown>> {
  return {
    ...state,
    signal: undefined,
    groupStdin: undefined,
    extraArgs: undefined,
    commandCount: 0,
    callDepth: 0,
    sourceDepth: 0,
    loopDepth: 0,
    inCondition: false,
    localScopes: [],
    hashTable: new Map(),
  };
}
