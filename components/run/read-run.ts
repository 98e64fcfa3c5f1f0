/** Follows a run that is under way, into what is shown of it. */
import type { ProcessEnd } from "@/lib/runtime/driver";
import type { Run } from "./run-agent";
import type { Shown } from "./shown";

export interface Reading {
  /** When it has ended and all that it printed is there. */
  readonly ended: Promise<ProcessEnd>;
  /** When the log is closed and all records are there. */
  readonly records: Promise<void>;
}

export function readRun(
  { box, process }: Pick<Run, "box" | "process">,
  { trace, output }: Pick<Shown, "trace" | "output">,
  changed: () => void,
): Reading {
  const records = readRecords(box, trace, changed);
  // Looked at when the log is closed; where the run fails before, the same failure is not told twice.
  records.catch(() => {});
  const ended = Promise.all([process.exit, readOutput(process, output, changed)]).then(([end]) => end);
  return { ended, records };
}

async function readRecords(box: Run["box"], trace: Shown["trace"], changed: () => void): Promise<void> {
  for await (const { records } of box.records()) {
    trace.add(records);
    changed();
  }
}

async function readOutput(
  process: Run["process"],
  output: Shown["output"],
  changed: () => void,
): Promise<void> {
  const reader = process.output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    output.add(value.stream, value.bytes);
    changed();
  }
}
