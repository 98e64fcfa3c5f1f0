/**
 * A program that records, to be killed: `child record FILE` records without end, `child close FILE` closes what was
 * interrupted. It prints each number and link that it was told is durable, at once and past every buffer of its own.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { closeInterrupted } from "../../../../audit/recorder/close-interrupted";
import { JournalFault } from "../../../../audit/recorder/journal";
import type { Recorder } from "../../../../audit/recorder/recorder";
import { openSession, sampleEntry } from "../../../../audit/recorder/testing/sessions";
import { nodeHasher } from "../../hash";
import { openFileJournal } from "../file-journal";

const AT_ONCE = 30;
const hasher = nodeHasher();
const pause = new Int32Array(new SharedArrayBuffer(4));
const random = (below: number) => Math.floor(Math.random() * below);

/** The pipe may be one that does not block: when a reader is slow it takes a part, or nothing for now. */
function say(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Some calls of all kinds, begun together. */
async function round(recorder: Recorder, n: number): Promise<void> {
  const waits: Promise<unknown>[] = [];
  const wait = (work: Promise<unknown>) => {
    work.catch(() => {}); // a recorder that is dead says so again at the next call
    waits.push(work);
  };
  for (let i = random(AT_ONCE); i >= 0; i--) {
    const entry = sampleEntry(n + i);
    if (random(2) === 0) recorder.appendSoon(entry);
    else wait(recorder.append(entry).then(({ seq, link }) => say(`ack ${seq} ${link}`)));
  }
  if (random(4) === 0) wait(recorder.flush().then(() => say(`durable ${recorder.durableSize}`)));
  if (random(8) === 0) wait(recorder.checkpoint().then((note) => say(`signed ${note.split("\n")[1]}`)));
  // Now and then the next calls come while these are being written.
  if (random(3) === 0) await waits[0];
  else await Promise.all(waits);
}

async function record(path: string): Promise<void> {
  const recorder = await openSession(await openFileJournal(path), hasher);
  say("open");
  for (let n = 0; ; n += AT_ONCE) await round(recorder, n);
}

async function close(path: string): Promise<void> {
  const journal = await openFileJournal(path);
  const { size } = await closeInterrupted({ journal, hasher, clock: Date.now, key: "keep" });
  say(`closed ${size}`);
  await journal.close();
}

const [, , task, path = ""] = process.argv;
try {
  await (task === "close" ? close(path) : record(path));
} catch (error) {
  if (!(error instanceof JournalFault)) throw error;
  say(`fault ${error.trouble}`);
}
