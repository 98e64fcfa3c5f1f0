/** A log and the recording beside it. A recording of another session is refused before anything of it is used. */

import { readLines } from "../../lib/audit/bundle";
import { toHex } from "../../lib/audit/bytes";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { readTape } from "../../lib/runtime/replay/read-tape";
import { recordOf } from "../../lib/runtime/replay/replay-log";
import { MOST_TAPE_BYTES, RECORDING_ENDING, type Tape } from "../../lib/runtime/replay/tape";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { readInput, STDIN } from "../io/read-input";
import { openLog, reading } from "../log/source";

export interface RecordedRun {
  readonly tape: Tape;
  readonly lines: readonly Uint8Array[];
}

export async function openRecorded(
  log: string,
  named: string | undefined,
  io: ProcessIo,
): Promise<RecordedRun> {
  if (log === STDIN && named === undefined)
    throw new UsageError(
      "A log from standard input has nothing beside it; name the recording with --recording.",
    );
  const path = named ?? `${log}${RECORDING_ENDING}`;
  const bytes = await readInput(path, io, MOST_TAPE_BYTES + 1);
  const tape = readTape(bytes);
  if (!tape.ok) throw new UsageError(`${printable(path)} cannot be used: ${tape.why}`);
  const lines = await linesOf(log, io);
  const fault = mismatch(tape.value, lines);
  if (fault !== undefined) throw new UsageError(`${printable(path)} does not belong to this log: ${fault}`);
  return { tape: tape.value, lines };
}

async function linesOf(log: string, io: ProcessIo): Promise<Uint8Array[]> {
  const source = await openLog(log, io);
  try {
    const lines: Uint8Array[] = [];
    await reading(log, async () => {
      for await (const line of readLines(source.lines())) {
        if (!line.ok)
          throw new UsageError(`Line ${line.line} of ${printable(log)} is no record; see aegis log verify.`);
        lines.push(Uint8Array.from(line.bytes));
      }
    });
    return lines;
  } finally {
    await source.close();
  }
}

function mismatch({ header, end }: Tape, lines: readonly Uint8Array[]): string | undefined {
  const sid = recordOf(lines[0])?.sid;
  if (sid !== header.sid) return `it is of the session ${header.sid}, and the log is of ${sid ?? "none"}.`;
  // One that was cut is of this session by its name alone; what it makes is held to the log all the same.
  if (!end) return undefined;
  const last = lines[end.records - 1];
  if (last && end.records === lines.length && toHex(nodeHasher().leaf(last)) === end.head) return undefined;
  return "it ends with another record, so one of the two was changed.";
}
