/** What a writer writes, as text; undefined where it refuses. */
import type { Write } from "../leaves";
import { Sink } from "../sink";

export function written(write: Write, value: unknown): string | undefined {
  const sink = new Sink();
  if (!write(value, sink)) return undefined;
  return new TextDecoder().decode(sink.bytes.subarray(0, sink.at));
}
