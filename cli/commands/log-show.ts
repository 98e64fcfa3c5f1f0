/** `aegis log show`: the records of a log, for people and for programs. Verifies nothing. */
import { cloudEventsOf, csvOf, type LogLine, readLines } from "../../lib/audit/bundle";
import { type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { ProcessIo } from "../io/process-io";
import { type Filter, filterOf } from "../log/filter";
import { type Following, untilSignalled } from "../log/follow";
import { badRow, rowOf } from "../log/rows";
import { type LogSource, openLog, reading } from "../log/source";
import { plural } from "../report/finding";

const LF = Uint8Array.of(0x0a);
/** The formats in which a record can be shown before it is known what follows. */
const FOLLOWED = new Set(["text", "jsonl"]);
type Good = LogLine & { readonly ok: true };

export const run: ProcessRun = async (invocation, io) => {
  const [path = ""] = invocation.positionals;
  const filter = filterOf(invocation);
  const format = textOf(invocation, "format") ?? "text";
  const isFollowed = invocation.options.follow === true;
  if (isFollowed && !FOLLOWED.has(format))
    throw new UsageError(`--follow shows lines as they come, and ${format} has none; take text or jsonl.`);
  const source = await openLog(path, io);
  const ending = isFollowed ? untilSignalled() : undefined;
  try {
    const following = ending && { signal: ending.signal, isComplete: () => shown.isClosed };
    const pieces = following ? followed(source, following) : source.lines();
    const shown: Shown = new Shown(readLines(pieces), filter);
    await reading(path, () => (format === "text" ? showText(shown, io) : showData(shown, format, io)));
    return shown.bad === 0 ? EXIT_OK : EXIT_FINDINGS;
  } finally {
    ending?.dispose();
    await source.close();
  }
};

function followed(source: LogSource, following: Following): AsyncIterable<Uint8Array> {
  if (source.follow) return source.follow(following);
  throw new UsageError(
    "--follow is for a file of JSON lines: a bundle does not grow, and standard input is shown as it comes.",
  );
}

/** The lines that were asked for, and those that are no records; counts on the way. */
class Shown {
  total = 0;
  matched = 0;
  denied = 0;
  bad = 0;
  /** The session's last record was among them. */
  isClosed = false;
  private readonly all: AsyncIterable<LogLine>;
  private readonly filter: Filter;

  constructor(all: AsyncIterable<LogLine>, filter: Filter) {
    this.all = all;
    this.filter = filter;
  }

  async *lines(): AsyncGenerator<LogLine> {
    for await (const line of this.all) {
      this.total++;
      if (line.ok && line.record.type === "session.close") this.isClosed = true;
      if (!line.ok) this.bad++;
      else if (!this.filter(line.record)) continue;
      else {
        this.matched++;
        if (line.record.data.verdict === "deny") this.denied++;
      }
      yield line;
    }
  }

  /** Those that are records; the others are told on standard error. */
  async *good(io: ProcessIo): AsyncGenerator<Good> {
    for await (const line of this.lines()) {
      if (line.ok) yield line;
      else await io.err.write(badRow(line, io.errStyle));
    }
  }
}

async function showText(shown: Shown, io: ProcessIo): Promise<void> {
  for await (const line of shown.lines()) {
    await io.out.write(line.ok ? rowOf(line.record, io.style) : badRow(line, io.style));
    if (io.out.closed) return;
  }
  const { matched, total, denied, bad } = shown;
  const broken = bad === 0 ? "" : bad === 1 ? " One line is no record." : ` ${bad} lines are no records.`;
  await io.out.write(`\n${matched} of ${plural(total - bad, "record")}, ${denied} denied.${broken}\n`);
}

async function showData(shown: Shown, format: string, io: ProcessIo): Promise<void> {
  const pieces = format === "json" ? jsonOf(shown.good(io)) : textsOf(shown, format, io);
  for await (const piece of pieces) {
    await io.out.write(piece);
    if (io.out.closed) return;
  }
}

function textsOf(shown: Shown, format: string, io: ProcessIo): AsyncIterable<string | Uint8Array> {
  const lines = bytesOf(shown.good(io));
  return format === "csv" ? csvOf(lines) : format === "cloudevents" ? cloudEventsOf(lines) : lines;
}

async function* bytesOf(lines: AsyncIterable<Good>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of lines) yield Buffer.concat([bytes, LF]);
}

/** One array, whose elements are the lines as they are. */
async function* jsonOf(lines: AsyncIterable<Good>): AsyncGenerator<string | Uint8Array> {
  let before = "[\n";
  for await (const { bytes } of lines) {
    yield before;
    yield bytes;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
