/** What is done with a log whose writer ended without closing it: a crash, a kill, a closed tab. */
import type { Closed, CloseOptions, RecorderOptions } from "./options";
import { Recorder } from "./recorder";

export interface Interrupted extends Closed {
  /** Whether the session had been closed before; then nothing was added. */
  readonly wasClosed: boolean;
}

/**
 * Checks the log, closes the session as interrupted with the counts of what is there, and signs the last checkpoint
 * with the key that was kept. Can be repeated: a log that is closed stays as it is.
 */
export async function closeInterrupted(
  options: RecorderOptions & Pick<CloseOptions, "key" | "reason"> & { readonly signal?: AbortSignal },
): Promise<Interrupted> {
  const recorder = await Recorder.resume(options);
  const wasClosed = recorder.isClosed;
  const { key, reason } = options;
  const closed = await recorder.close({
    key,
    status: "interrupted",
    ...(reason === undefined ? {} : { reason }),
  });
  return { ...closed, wasClosed };
}
