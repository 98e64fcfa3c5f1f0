import "server-only";
import type { IncomingMessage } from "node:http";
import { AegisError } from "@/lib/errors";

/** A batch of log records is the largest thing anybody sends: 1 MiB of them, and the envelope around it. */
export const MAX_BODY_BYTES = 1_280 * 1024;

/**
 * The body, read to its end but never beyond the limit. Content-Length is believed only when it is too large: a
 * body without one, or with a false one, is counted as it comes and dropped at the limit.
 */
export async function readBody(request: Request, limit = MAX_BODY_BYTES): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) break;
    size += next.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      throw tooLarge(limit);
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks, size);
}

/**
 * The same for a request as Node has it. What comes behind the limit is read and dropped, so that whoever still sends it
 * gets to hear why; how long that may take, the server limits for every request.
 */
export function readIncoming(request: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const refuse = () => {
      chunks.length = 0;
      request.removeAllListeners("data").resume();
      reject(tooLarge(limit));
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) refuse();
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks, size)));
    // Whoever left in the middle of it waits for no answer, and it is no fault of ours.
    const leave = () => {
      if (!request.readableEnded)
        reject(new AegisError("BAD_REQUEST", { message: "The request broke off." }));
    };
    request.on("error", leave).on("close", leave);
    if (Number(request.headers["content-length"] ?? 0) > limit) refuse();
  });
}

function tooLarge(limit: number): AegisError {
  return new AegisError("TOO_LARGE", { message: `The request is larger than ${limit} bytes.` });
}
