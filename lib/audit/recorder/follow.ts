/** Reading a log while it is written: what is there, then what comes, each record once and in order. */
import type { AuditFault } from "../bytes";
import type { Journal } from "./journal";

export interface Followed {
  /** The sequence number of the first of `records`. */
  readonly first: number;
  readonly records: readonly Uint8Array[];
}

/** What a follower has to know of the writer. */
interface Writer {
  readonly size: number;
  readonly durableSize: number;
  readonly isClosed: boolean;
  readonly fault: AuditFault | undefined;
  onceChanged(listener: () => void): void;
}

export async function* followRecords(
  journal: Journal,
  writer: Writer,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Followed> {
  for (let at = from; ; ) {
    for await (const records of journal.read(at, signal)) {
      yield { first: at, records };
      at += records.length;
    }
    if (writer.isClosed && at >= writer.size) return;
    if (writer.durableSize > at) continue;
    if (writer.fault) throw writer.fault;
    await changed(writer, signal);
  }
}

function changed(writer: Writer, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    writer.onceChanged(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
  });
}
