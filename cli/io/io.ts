/** What a command meets of the outside: handed in, so that commands have no globals. */
import type { Readable } from "node:stream";
import { Output } from "./output";
import { type Style, styleFor } from "./style";

export interface Io {
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly out: Output;
  readonly err: Output;
  readonly style: Style;
  readonly errStyle: Style;
}

export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    // Opened when first asked for: most commands never read it.
    get stdin() {
      return stdin;
    },
    out: new Output(stdout),
    err: new Output(stderr),
    style: styleFor(stdout.isTTY === true, env),
    errStyle: styleFor(stderr.isTTY === true, env),
  };
}
