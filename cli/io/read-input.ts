/** Reads a file, or standard input for `-`, never more of it than is asked for. */
import { joinBytes, utf8 } from "../../lib/audit/bytes";
import { UsageError } from "../failure";
import type { Io } from "./io";
import { printable } from "./printable";

export const STDIN = "-";
/** What standard input is called in reports. */
export const STDIN_NAME = "<stdin>";

/** One byte more than a spec may have: enough for the loader to say that it is too large. */
export const SPEC_BYTES = 1_048_577;

export function nameOf(path: string): string {
  return path === STDIN ? STDIN_NAME : path;
}

export async function readInput(path: string, io: Io, limit = SPEC_BYTES): Promise<Uint8Array> {
  if (path === STDIN) return readStream(io, limit);
  try {
    if (await io.files.isFolder(path)) {
      throw new UsageError(
        `${printable(path)} is a folder; name the file in it, such as ${path}/agent.toml.`,
      );
    }
    return await gathered(await io.files.open(path, limit), limit);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

async function readStream(io: Io, limit: number): Promise<Uint8Array> {
  try {
    return await gathered(io.stdin, limit);
  } catch (thrown) {
    throw unreadable("Standard input", thrown);
  }
}

async function gathered(stream: AsyncIterable<unknown>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = asBytes(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= limit) break;
  }
  return joinBytes(chunks).subarray(0, limit);
}

/** A piece of a stream, which is text where somebody has set an encoding. */
export function asBytes(piece: unknown): Uint8Array {
  return typeof piece === "string" ? utf8(piece) : (piece as Uint8Array);
}

export function unreadable(path: string, thrown: unknown): UsageError {
  if (thrown instanceof UsageError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  const why =
    code === "ENOENT"
      ? "there is no such file; check the path"
      : code === "EACCES"
        ? "you have no right to read it; change its mode or owner"
        : `the system says ${code}; check the path`;
  return new UsageError(`${printable(path)} cannot be read: ${why}.`);
}
