/**
 * Public vectors of signed notes, of checkpoints in them, and of keys that must be refused. The checkpoints are those of
 * any log, so that extension lines are allowed.
 */
import { z } from "zod";
import { utf8 } from "../../../lib/audit/bytes";
import {
  formatVkey,
  type NoteFault,
  openNote,
  parseNote,
  parseVkey,
  readForeignCheckpoint,
  verifierOf,
  writeCheckpoint,
  writeNote,
} from "../../../lib/audit/note";
import { defineSuite, type Judgement, type Miss } from "../suite";

const noteSchema = z.object({
  id: z.string(),
  note: z.string(),
  vkeys: z.array(z.string()),
  want: z.enum(["ok", "unverified", "malformed", "invalid-signature"]),
});
const checkpointSchema = z.object({
  id: z.string(),
  note: z.string(),
  vkey: z.string(),
  origin: z.string(),
  want: z.enum(["ok", "reject"]),
});
const fileSchema = z.object({
  header: z.object({ vkeys_bad: z.array(z.string()) }),
  notes: z.array(noteSchema),
  checkpoints: z.array(checkpointSchema),
});

/** What the file calls our refusals. Those that are not here are of no note in the file. */
const WANT: Partial<Record<NoteFault, string>> = {
  MALFORMED: "malformed",
  TOO_LARGE: "malformed",
  BAD_SIGNATURE: "invalid-signature",
  UNKNOWN_KEY: "unverified",
};

function verifiersOf(vkeys: readonly string[]) {
  return vkeys.map((text) => {
    const read = parseVkey(text);
    if (!read.ok || formatVkey(read.value) !== text) throw new Error(`${text} is not read as it is written`);
    return verifierOf(read.value);
  });
}

/** A note that was taken must be written back to the byte; its text goes to whoever asked. */
async function open(note: string, vkeys: readonly string[]): Promise<{ want: string; text: string }> {
  const opened = await openNote(utf8(note), verifiersOf(vkeys));
  const parsed = parseNote(utf8(note));
  if (parsed.ok && writeNote(parsed.value) !== note) return { want: "written otherwise", text: "" };
  if (opened.ok) return { want: "ok", text: opened.value.text };
  return { want: WANT[opened.fault] ?? opened.fault, text: "" };
}

async function judgeNote({ id, note, vkeys, want }: z.infer<typeof noteSchema>): Promise<Miss | undefined> {
  const got = await open(note, vkeys);
  return got.want === want ? undefined : { id, expected: want, got: got.want };
}

async function judgeCheckpoint(vector: z.infer<typeof checkpointSchema>): Promise<Miss | undefined> {
  const { id, want } = vector;
  const { want: verdict, text } = await open(vector.note, [vector.vkey]);
  if (verdict !== "ok") return { id, expected: "a note that opens", got: verdict };
  const read = readForeignCheckpoint(text);
  const got =
    read.ok && read.value.origin === vector.origin && writeCheckpoint(read.value) === text ? "ok" : "reject";
  return got === want ? undefined : { id, expected: want, got };
}

async function run({ bytes }: { readonly bytes: Uint8Array }): Promise<Judgement> {
  const { header, notes, checkpoints } = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const misses = [
    ...(await Promise.all(notes.map(judgeNote))),
    ...(await Promise.all(checkpoints.map(judgeCheckpoint))),
    ...header.vkeys_bad.map((text) =>
      parseVkey(text).ok ? { id: `vkey ${text}`, expected: "refused", got: "read" } : undefined,
    ),
  ];
  const wrong = misses.filter((miss) => miss !== undefined);
  return { right: misses.length - wrong.length, wrong, explained: {} };
}

export const suite = defineSuite({ name: "signed notes", reads: "vectors/signed_note.json", run });
