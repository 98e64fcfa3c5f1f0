/** Where a command finds its requests: a file, or standard input when the spec is not there already. */
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
  try {
    if (await io.files.isFolder(path)) {
      throw new UsageError(`${printable(path)} is a folder; name a file with one request a line.`);
    }
    return readable(await io.files.open(path));
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
