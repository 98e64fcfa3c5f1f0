/** The outside of a command that is a process of its own. */
import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";
import { UsageError } from "../failure";
import { AgentOutput } from "./agent-output";
import type { Io } from "./io";
import { Output } from "./output";
import { realFiles } from "./real-files";
import { Row } from "./row";
import { styleFor } from "./style";
import { ownText, TerminalSink } from "./terminal-sink";

export interface ProcessIo extends Io {
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where what an agent prints goes; what aegis says goes to `out` and `err`. */
  readonly agent: AgentOutput;
  /** Standard output is one. */
  readonly isTerminal: boolean;
  /** Somebody watches standard error: what takes long may show how far it is. */
  readonly isWatched: boolean;
  /** Writes the last row of standard error anew, where it is watched; "" leaves it empty. */
  rewrite(text: string): void;
}

const EMPTY_ROW = "\r\x1b[K";

export function processIo(): ProcessIo {
  const { stdout, stderr, env } = process;
  const cwd = process.cwd();
  const isTerminal = stdout.isTTY === true;
  const isErrTerminal = stderr.isTTY === true;
  const [out, err] = [new Output(stdout), new Output(stderr)];
  const row = new Row();
  return {
    cwd,
    // Opened when first asked for: most commands never read it.
    get stdin() {
      // Node would read a folder as if it were empty.
      if (fstatSync(0).isDirectory())
        throw new UsageError("Standard input is a folder; give it a file or a pipe.");
      return process.stdin;
    },
    out: isTerminal ? new TerminalSink(out, row) : out,
    err: isErrTerminal ? new TerminalSink(err, row) : err,
    files: realFiles(cwd),
    style: styleFor(isTerminal, env),
    errStyle: styleFor(isErrTerminal, env),
    env,
    agent: new AgentOutput(
      { stdout: { sink: out, isTerminal }, stderr: { sink: err, isTerminal: isErrTerminal } },
      row,
    ),
    isTerminal,
    isWatched: isErrTerminal && env.CI === undefined && env.TERM !== "dumb",
    rewrite: (text) => void err.write(EMPTY_ROW + ownText(text)),
  };
}
