/** The outside of a command that is a process of its own. */
import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";
import { UsageError } from "../failure";
import type { Io } from "./io";
import { Output } from "./output";
import { realFiles } from "./real-files";
import { styleFor } from "./style";

export interface ProcessIo extends Io {
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output is one. */
  readonly isTerminal: boolean;
  /** Somebody watches standard error: what takes long may show how far it is. */
  readonly isWatched: boolean;
}

export function processIo(): ProcessIo {
  const { stdout, stderr, env } = process;
  const cwd = process.cwd();
  return {
    cwd,
    // Opened when first asked for: most commands never read it.
    get stdin() {
      // Node would read a folder as if it were empty.
      if (fstatSync(0).isDirectory())
        throw new UsageError("Standard input is a folder; give it a file or a pipe.");
      return process.stdin;
    },
    out: new Output(stdout),
    err: new Output(stderr),
    files: realFiles(cwd),
    style: styleFor(stdout.isTTY === true, env),
    errStyle: styleFor(stderr.isTTY === true, env),
    env,
    isTerminal: stdout.isTTY === true,
    isWatched: stderr.isTTY === true && env.CI === undefined && env.TERM !== "dumb",
  };
}
