/** The pieces of a log, from wherever a worker is told that it is. */
import type { LinesSource } from "./messages";
import { piecesOf } from "./pieces";

export async function* linesOf(source: LinesSource, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (source instanceof ReadableStream) return yield* piecesOf(source, signal);
  if (source instanceof Blob) return yield* piecesOf(source.stream(), signal);
  const answer = await fetch(new URL(source.url, self.location.origin), { signal });
  if (!answer.ok || answer.body === null)
    throw new Error(`The records could not be read: the server answered with ${answer.status}.`);
  yield* piecesOf(answer.body, signal);
}
