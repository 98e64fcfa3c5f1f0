/**
 * The pieces of a stream. Not every browser can iterate over one; and a stream that has nothing to give for a while
 * must be given up at once when the work is cancelled.
 */
export async function* piecesOf(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  const giveUp = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const { done, value } = await reader.read();
      // Cancelled, a stream says that it is done: what was read so far must not pass for all of it.
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", giveUp);
    await reader.cancel().catch(() => {});
  }
}
