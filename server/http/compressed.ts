import "server-only";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";

/**
 * The same bytes as the build has compressed them (`scripts/lib/compress.mjs`), by the hash of what they are: those of another version
 * have another name. Undefined where there are none; then whoever serves compresses them each time, as with all that is made anew.
 */
export async function compressedOf(root: string, bytes: Uint8Array): Promise<Buffer | undefined> {
  const name = `${createHash("sha256").update(bytes).digest("hex")}.br`;
  try {
    return await readFile(join(/* turbopackIgnore: true */ root, ".next", "compressed", name));
  } catch {
    return undefined;
  }
}

/** Whether it is to be answered with all of a file, in brotli. */
export function wantsCompressed({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  const accepted = headers["accept-encoding"];
  return method === "GET" && headers.range === undefined && acceptsBrotli(accepted?.toString());
}

const BROTLI = /^br\s*(?:;\s*q=(\d(?:\.\d{0,3})?)\s*)?$/i;

/** Browsers say it over https and on this machine; a "*" may stand for other things. */
export function acceptsBrotli(header: string | undefined): boolean {
  for (const coding of header?.split(",") ?? []) {
    const found = BROTLI.exec(coding.trim());
    if (found) return Number(found[1] ?? 1) > 0;
  }
  return false;
}
