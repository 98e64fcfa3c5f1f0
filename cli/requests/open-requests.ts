/** Where a command finds its requests: a file, or standard input when the spec is not there already. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { STDIN, unreadable } from "../io/read-input";

export interface Missing {
  /** When standard input holds the spec. */
  readonly taken: string;
  /** When nobody pipes anything. */
  readonly terminal: string;
}

export async function openRequests(
  path: string,
  isTaken: boolean,
  io: Io,
  missing: Missing,
): Promise<AsyncIterable<unknown>> {
  if (path === STDIN) {
    if (isTaken) throw new UsageError(missing.taken);
    if (io.stdin.isTTY === true) throw new UsageError(missing.terminal);
    return readable(io.stdin);
  }
  const target = resolve(io.cwd, path);
  try {
    if ((await stat(target)).isDirectory()) {
      throw new UsageError(`${printable(path)} is a folder; name a file with one request a line.`);
    }
    const stream = createReadStream(target, { highWaterMark: 262_144 });
    await new Promise((done, fail) => stream.once("open", done).once("error", fail));
    return readable(stream);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/** A disk that fails or a folder as standard input shows only while reading. */
async function* readable(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (thrown) {
    throw unreadable("The stream of requests", thrown);
  }
}
