import "server-only";
import { AegisError } from "@/lib/errors";

/** A batch of log records is the largest thing anybody sends: 1 MiB of them, and the envelope around it. */
export const MAX_BODY_BYTES = 1_280 * 1024;

/**
 * The body, read to its end but never beyond the limit. Content-Length is believed only when it is too large: a
 * body without one, or with a false one, is counted as it comes and dropped at the limit.
 */
export async function readBody(request: Request, limit = MAX_BODY_BYTES): Promise<Uint8Array<ArrayBuffer>> {
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
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

function tooLarge(limit: number): AegisError {
  return new AegisError("TOO_LARGE", { message: `The request is larger than ${limit} bytes.` });
}
