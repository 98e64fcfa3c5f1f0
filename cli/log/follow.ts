/**
 * A log that is still written, line by line as it grows. Looks again and again, for what watches files for others misses
 * some that come over a network, and looking costs nothing beside a person who reads.
 *
 * Only whole lines are handed on: the last one may be half written, and a writer that died in the middle of it leaves
 * it to the next one, which cuts it off. So nothing behind the last line feed is ever counted as read.
 */
import type { FileHandle } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { UsageError } from "../failure";

const LOOK_MS = 200;
const PIECE_BYTES = 262_144;
const LF = 0x0a;

export interface Following {
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Whether what was handed on says that nothing follows. */
  isComplete(): boolean;
}

export async function* followFile(
  file: Pick<FileHandle, "read" | "stat">,
  { signal, isComplete }: Following,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES);
  for (let at = 0; !signal.aborted; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    // No line is as long as the buffer: whoever takes lines refuses this one, instead of waiting for its end for ever.
    const isTooLong = bytesRead === buffer.length && !buffer.includes(LF);
    const whole = isTooLong ? bytesRead : buffer.lastIndexOf(LF, bytesRead - 1) + 1;
    if (bytesRead > 0 && whole > 0) {
      at += whole;
      yield buffer.slice(0, whole);
      continue;
    }
    if (isComplete()) {
      if (bytesRead > 0) yield buffer.slice(0, bytesRead);
      return;
    }
    // What was shown is gone: whatever comes now would be another log.
    if ((await file.stat()).size < at) throw new UsageError("The log was shortened while it was followed.");
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Ends by the first signal; a second one does what it does elsewhere, also when nobody reads what is written. */
export function untilSignalled(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const dispose = () => {
    for (const name of names) process.off(name, end);
  };
  const end = () => {
    controller.abort();
    dispose();
  };
  for (const name of names) process.on(name, end);
  return { signal: controller.signal, dispose };
}
