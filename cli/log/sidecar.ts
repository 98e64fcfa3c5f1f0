/** What the journal keeps beside a log that is recorded on this machine: the last checkpoint and the last receipt. */
import { stat } from "node:fs/promises";
import { utf8 } from "../../lib/audit/bytes";
import { parseNote, readCheckpoint } from "../../lib/audit/note";
import { JournalFault } from "../../lib/audit/recorder";
import { StateFile } from "../../lib/runtime/node/journal/sidecars";
import { UsageError } from "../failure";
import { printable } from "../io/printable";

/** The receipt first, for it says most; and the session's own checkpoint, where that covers more. */
export async function sidecarOf(log: string): Promise<Uint8Array[]> {
  if (!(await stat(`${log}.state`).catch(() => undefined))) return [];
  try {
    const { checkpoint, receipt } = (await StateFile.open(log)).state;
    const notes = [receipt, checkpoint].filter((note) => note !== undefined).map(utf8);
    return notes.filter((note, i) => i === 0 || sizeOf(note) > sizeOf(notes[0] as Uint8Array));
  } catch (thrown) {
    if (thrown instanceof JournalFault) throw new UsageError(printable(thrown.message));
    throw thrown;
  }
}

function sizeOf(note: Uint8Array): number {
  const parsed = parseNote(note);
  const read = parsed.ok ? readCheckpoint(parsed.value.text) : parsed;
  return read.ok ? read.value.size : -1;
}
