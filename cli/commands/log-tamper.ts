/** `aegis log tamper`: a copy of a log with one chosen change. For teaching and for tests. */
import { readLines, writeBundle } from "../../lib/audit/bundle";
import { AuditFault } from "../../lib/audit/bytes";
import { CHANGES, type ChangeName, isChange, type TamperedLog, tamper } from "../../lib/audit/tamper";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { didYouMean } from "../../lib/spec/diagnostics/did-you-mean";
import { type Invocation, type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_OK, UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { readFile } from "../log/evidence";
import { namedKey, openLog, reading } from "../log/source";
import { writeOut } from "../log/write-out";

const LF = Uint8Array.of(0x0a);

export const run: ProcessRun = async (invocation, io) => {
  if (invocation.options.list === true) return list(io);
  const [word = "", path] = invocation.positionals;
  const change = changeOf(word);
  const out = textOf(invocation, "out");
  if (path === undefined) throw new UsageError("LOG is missing: aegis log tamper --out PATH CHANGE LOG");
  // Beside the original it could be taken for it; a place of its own has to be named.
  if (out === undefined)
    throw new UsageError("Name the file to write with --out PATH; the log itself is never changed.");
  const { log, sid, vkey } = await readLog(path, invocation, io);
  const changed = await changedLog(log, change, invocation, io);
  const { checkpoint } = changed;
  const parts = { sid, ...(vkey === undefined ? {} : { vkey }), ...(checkpoint && { checkpoint }) };
  await writeOut(out, writeBundle({ ...parts, entries: linesOf(changed.records) }), io);
  const { what, codes } = CHANGES[change];
  await io.out.write(
    `${change}: ${what}\nWith the keys known, aegis log verify has to say ${codes.join(" or ")}.\n`,
  );
  return EXIT_OK;
};

async function list(io: ProcessIo): Promise<number> {
  const width = Math.max(...Object.keys(CHANGES).map((name) => name.length));
  for (const [name, { what, codes }] of Object.entries(CHANGES))
    await io.out.write(
      `${name.padEnd(width)}  ${what}\n${" ".repeat(width)}  ${io.style.dim(codes.join(", "))}\n`,
    );
  return EXIT_OK;
}

function changeOf(word: string): ChangeName {
  if (isChange(word)) return word;
  const meant = didYouMean(word, Object.keys(CHANGES));
  const hint = meant === null ? "aegis log tamper --list tells which there are." : `did you mean ${meant}?`;
  throw new UsageError(`There is no change ${JSON.stringify(printable(word))}; ${hint}`);
}

async function readLog(path: string, invocation: Invocation, io: ProcessIo) {
  const source = await openLog(path, io);
  try {
    const first = await source.first();
    if (first === undefined) throw new UsageError("The first line is no record: there is no log to change.");
    const given = textOf(invocation, "checkpoint");
    const checkpoint = given === undefined ? source.checkpoints[0] : await readFile(given, io);
    const records = await reading(path, () => recordsOf(source.lines()));
    const log: TamperedLog = { records, ...(checkpoint && { checkpoint }) };
    return { log, sid: first.sid, vkey: namedKey(first) };
  } finally {
    await source.close();
  }
}

async function changedLog(
  log: TamperedLog,
  change: ChangeName,
  invocation: Invocation,
  io: ProcessIo,
): Promise<TamperedLog> {
  const path = textOf(invocation, "other");
  const other = path === undefined ? undefined : (await readLog(path, invocation, io)).log.records;
  if (change === "splice" && other === undefined)
    throw new UsageError("splice needs the log of another session; name it with --other LOG.");
  try {
    const pick = pickerOf(textOf(invocation, "seed") ?? "1");
    const changed = await tamper(log, change, { hasher: nodeHasher(), pick, ...(other && { other }) });
    if (changed !== undefined) return changed;
  } catch (thrown) {
    throw thrown instanceof AuditFault
      ? new UsageError(`The log cannot be changed: ${thrown.message}`)
      : thrown;
  }
  throw new UsageError(`The log is too short for ${change}, or has no checkpoint.`);
}

async function recordsOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const records: Uint8Array[] = [];
  for await (const { bytes } of readLines(pieces)) records.push(bytes.slice());
  return records;
}

function* linesOf(records: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const record of records) {
    yield record;
    yield LF;
  }
}

/** A generator of numbers that are the same everywhere; nothing secret depends on them (mulberry32). */
function pickerOf(word: string): (below: number) => number {
  if (!/^\d{1,9}$/.test(word)) throw new UsageError("--seed is a number of at most nine digits.");
  let state = Number(word);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
