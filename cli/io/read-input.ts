/** Reads a file, or standard input for `-`, never more of it than is asked for. */
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
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
  const target = resolve(io.cwd, path);
  try {
    if ((await stat(target)).isDirectory()) {
      throw new UsageError(
        `${printable(path)} is a folder; name the file in it, such as ${path}/agent.toml.`,
      );
    }
    const file = await open(target, "r");
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.createReadStream({ end: limit - 1, autoClose: false }))
        chunks.push(chunk);
      return Buffer.concat(chunks);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

async function readStream(io: Io, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of io.stdin) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Uint8Array);
      chunks.push(bytes);
      size += bytes.length;
      if (size >= limit) break;
    }
  } catch (thrown) {
    throw unreadable("Standard input", thrown);
  }
  return Buffer.concat(chunks).subarray(0, limit);
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
