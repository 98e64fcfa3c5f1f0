/** Takes the source in, in slices: whatever the size of its pieces, others get their turn and progress is told. */
import { LineReader } from "./lines";
import type { Pieces, Progress, Source, VerifyOptions } from "./options";
import { Pace } from "./pace";
import type { RecordChecker } from "./records";

/** Bytes between two looks at the clock: a fraction of a millisecond. */
const BUDGET = 65_536;
/** What a record of a journal costs beside its bytes, so that many small ones are a budget too. */
const PER_RECORD = 64;

export async function readSource(
  source: Source,
  checker: RecordChecker,
  { signal, onProgress }: Pick<VerifyOptions, "signal" | "onProgress">,
): Promise<void> {
  const pace = new Pace(signal);
  const tell = () => onProgress?.(progressOf(checker));
  const rest = async () => {
    tell();
    await pace.pause();
  };
  await ("lines" in source
    ? readLines(source.lines, checker, pace, rest)
    : readRecords(source.records, checker, pace, rest));
  tell();
}

function progressOf({ bytes, size }: RecordChecker): Progress {
  return { bytes, records: size };
}

/** Leaving the loop early closes the source. */
async function readLines(
  pieces: Pieces<Uint8Array>,
  checker: RecordChecker,
  pace: Pace,
  rest: () => Promise<void>,
): Promise<void> {
  const reader = new LineReader(checker);
  for await (const given of pieces) {
    pace.check();
    const piece = plain(given);
    for (let at = 0; at < piece.length; ) {
      at = reader.read(piece, at, BUDGET);
      if (at < 0) return;
      if (pace.isDue) await rest();
    }
  }
  reader.end();
}

async function readRecords(
  pieces: Pieces<readonly Uint8Array[]>,
  checker: RecordChecker,
  pace: Pace,
  rest: () => Promise<void>,
): Promise<void> {
  let done = 0;
  for await (const records of pieces) {
    pace.check();
    for (const record of records) {
      if (!checker.check(plain(record), 0, record.length)) return;
      done += record.length + PER_RECORD;
      if (done < BUDGET) continue;
      done = 0;
      if (pace.isDue) await rest();
    }
  }
}

/** A Buffer of Node is slower to take views of, and the loops over bytes are quickest when they meet one kind only. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes.constructor === Uint8Array
    ? bytes
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
