/** The author's own terminal in a worker: a shell over the files of the session, opened when it is first asked for. */
import type { Mediator } from "../../../../mediator/mediator";
import { networkCalls } from "../../../calls/network";
import type { Files } from "../../../files";
import { type Completion, nodeProgram, type ProgramCall, type ProgramResult, Shell } from "../../../shell";
import type { RunSettings } from "../protocol";
import type { Around } from "./around";

export interface TerminalParts {
  readonly around: Pick<Around, "remote" | "shell">;
  readonly settings: Pick<RunSettings, "cwd" | "env">;
  readonly files: Files;
  /** The author's, which is asked for no decision. */
  readonly mediator: Mediator;
  random(bytes: Uint8Array): void;
  /** `node FILE`: what the author starts is the agent, with the agent's rights. */
  script(call: ProgramCall): Promise<ProgramResult>;
}

export class AuthorTerminal {
  readonly #parts: TerminalParts;
  #shell: Promise<Shell> | undefined;

  constructor(parts: TerminalParts) {
    this.#parts = parts;
  }

  /** Answers with its exit code. */
  async run(line: string, options: Parameters<Shell["run"]>[1]): Promise<number> {
    return (await this.#open()).run(line, options);
  }

  async complete(line: string, cursor: number): Promise<Completion> {
    return (await this.#open()).complete(line, cursor);
  }

  async cwd(): Promise<string> {
    return (await this.#open()).cwd;
  }

  #open(): Promise<Shell> {
    const { around, settings, files, mediator, random, script } = this.#parts;
    const { remote, shell } = around;
    this.#shell ??= Shell.open({
      files,
      mediator,
      random,
      cwd: settings.cwd,
      env: settings.env,
      programs: [nodeProgram(script), ...shell.programs],
      network: networkCalls(mediator, remote.http),
      loadBash: shell.loadBash,
    });
    return this.#shell;
  }
}
