import type { Process, ProcessEnd } from "@/lib/runtime/driver";

export interface Following {
  stop(): void;
  /** When it has ended and all of its output was shown. */
  readonly over: Promise<ProcessEnd>;
}

/** Shows what a process prints until it ends or is stopped: nobody waits for the rest of what they have stopped. */
export function followProcess(
  process: Process,
  show: (stream: "stdout" | "stderr", bytes: Uint8Array) => void,
): Following {
  let isStopped = false;
  const read = async () => {
    const reader = process.output.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (!isStopped) show(value.stream, value.bytes);
    }
  };
  const stop = () => {
    isStopped = true;
    process.kill().catch(() => {}); // it is told by the end
  };
  return { stop, over: read().then(() => process.exit) };
}
