import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFault, fromBase64, toBase64, utf8 } from "../bytes";
import { addSignatures, MAX_NOTE_BYTES, openNote, parseNote, signNote, writeNote } from "./signed-note";
import { testLog, testWitness } from "./testing/keys";
import type { NoteSignature } from "./types";

const [log, other] = [testLog("example.com/log", 1), testLog("example.com/other", 2)];
const text = "first line\n\nlast line\n";
const note = await signNote(text, [log.signer]);
const open = (given: string, ...keys: (typeof log)[]) =>
  openNote(
    utf8(given),
    keys.map(({ verifier }) => verifier),
  );

/** The signature of a line with one bit of its payload turned. */
function spoil(given: string, line: number): string {
  const lines = given.split("\n");
  const words = (lines.at(line) as string).split(" ");
  const bytes = fromBase64(words[2] as string) as Uint8Array;
  bytes[20] = (bytes[20] as number) ^ 1;
  words[2] = toBase64(bytes);
  return lines.with(line, words.join(" ")).join("\n");
}

describe("a signed note", () => {
  test("opens with the key that signed it, and is written back to the byte", async () => {
    const opened = await open(note, log);
    expect(opened).toMatchObject({ ok: true, value: { text, verified: [{ name: "example.com/log" }] } });
    expect(opened.ok && writeNote(opened.value)).toBe(note);
  });

  test("the example of the format opens", async () => {
    const given =
      "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    const parsed = parseNote(utf8(given));
    expect(parsed).toMatchObject({ ok: true, value: { text: "This is an example message.\n" } });
    expect(parsed.ok && writeNote(parsed.value)).toBe(given);
  });

  test("its text ends at the last blank line, not at the first", async () => {
    // What stands in front of the first blank line was signed as well, by another: it is text here, and no signature.
    const inner = await signNote("pay 1\n", [log.signer]);
    const outer = await signNote(`${inner}\npay 1000\n`, [other.signer]);
    expect(await open(outer, log)).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
    expect(await open(outer, other)).toMatchObject({ ok: true, value: { text: `${inner}\npay 1000\n` } });
    // A signature over the part in front of the first blank line is none over the text.
    const lines = inner.split("\n");
    expect(await open(`pay 1\n\npay 1000\n\n${lines.at(-2)}\n`, log)).toMatchObject({
      fault: "BAD_SIGNATURE",
    });
  });

  test("one bad signature by a known key spoils all the good ones", async () => {
    const both = await signNote(text, [log.signer, other.signer]);
    expect((await open(both, log, other)).ok).toBe(true);
    for (const line of [-2, -3]) {
      expect(await open(spoil(both, line), log, other)).toMatchObject({ ok: false, fault: "BAD_SIGNATURE" });
    }
    const doubled = spoil(`${note}${note.split("\n").at(-2)}\n`, -2);
    expect(await open(doubled, log)).toMatchObject({ ok: false, fault: "BAD_SIGNATURE" });
  });

  test("unknown signatures are passed over, and alone they open nothing", async () => {
    const both = await signNote(text, [other.signer, log.signer]);
    expect(await open(both, log)).toMatchObject({
      ok: true,
      value: { signatures: { length: 2 }, verified: { length: 1 } },
    });
    expect((await open(spoil(both, -3), log)).ok).toBe(true);
    expect(await open(note, other)).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
    expect(await open(note)).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
  });

  test("names are compared whole", async () => {
    for (const name of ["example.com/lo", "example.com/logs", "xexample.com/log", "log", "Example.com/log"]) {
      expect(await open(note, testLog(name, 1)), name).toMatchObject({ ok: false, fault: "UNKNOWN_KEY" });
      expect(await open(await signNote(text, [testLog(name, 1).signer]), log)).toMatchObject({
        fault: "UNKNOWN_KEY",
      });
    }
    // The right name with the id of another key, and the right id with another name, are unknown.
    const renamed = note.replace("example.com/log", "example.com/other");
    expect(await open(renamed, log, other)).toMatchObject({ fault: "UNKNOWN_KEY" });
    expect(await open(note, testLog("example.com/log", 2))).toMatchObject({ fault: "UNKNOWN_KEY" });
  });

  test("two known keys of one name and id are believed neither", async () => {
    expect(await open(note, log, log)).toMatchObject({ ok: false, fault: "AMBIGUOUS_KEY" });
  });

  test("a cosignature is no note signature, nor the other way round", async () => {
    const [witness, asLog] = [testWitness("example.com/log", 1), log];
    const checkpoint = `example.com/log\n0\n${toBase64(new Uint8Array(32))}\n`;
    const cosigned = await signNote(checkpoint, [witness.signer]);
    expect((await openNote(utf8(cosigned), [witness.verifier])).ok).toBe(true);
    expect(await openNote(utf8(cosigned), [asLog.verifier])).toMatchObject({ fault: "UNKNOWN_KEY" });
  });
});

describe("what is no note", () => {
  const line = note.split("\n").at(-2) as string;
  const malformed: Record<string, string> = {
    nothing: "",
    "no blank line": "text\n",
    "no signature": "text\n\n",
    "a blank line behind": `${note}\n`,
    "no last newline": note.slice(0, -1),
    "a CR": note.replace("\n", "\r\n"),
    "a tab": `a\t${note}`,
    "a NUL": `\0${note}`,
    "a hyphen for the dash": note.replace("\u2014", "-"),
    "no space": note.replace("\u2014 ", "\u2014"),
    "two spaces": note.replace("\u2014 ", "\u2014  "),
    "a space behind": note.replace(/\n$/, " \n"),
    "a third word": note.replace(/\n$/, " x\n"),
    "no name": `text\n\n\u2014  ${line.split(" ")[2]}\n`,
    "a plus in the name": note.replace("com/log", "com+log"),
    "no payload": "text\n\n\u2014 a AAAAAA==\n",
    "base64 without padding": note.replaceAll("=", ""),
    "base64 of URLs": "text\n\n\u2014 a AAAAAA-_\n",
    "spare bits": "text\n\n\u2014 a AAAAAAB=\n",
    "a text among the signatures": `${note}text\n`,
  };
  test.each(Object.entries(malformed))("%s", async (_, given) => {
    expect(await open(given, log)).toMatchObject({ ok: false, fault: "MALFORMED" });
  });

  test("bytes that are not UTF-8", async () => {
    for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x80]]) {
      const bytes = Uint8Array.of(...bad, ...utf8(note));
      expect(await openNote(bytes, [log.verifier])).toMatchObject({ ok: false, fault: "MALFORMED" });
    }
  });

  test("too much", async () => {
    const hundred = `text\n\n${`${line}\n`.repeat(100)}`;
    expect(parseNote(utf8(hundred)).ok).toBe(true);
    expect(parseNote(utf8(`${hundred}${line}\n`))).toMatchObject({ ok: false, fault: "TOO_LARGE" });
    expect(parseNote(new Uint8Array(MAX_NOTE_BYTES + 1))).toMatchObject({ ok: false, fault: "TOO_LARGE" });
  });

  test("cannot be written or signed", async () => {
    const ours: NoteSignature = { name: "a", keyId: "00000000", payload: Uint8Array.of(1) };
    const bad: [string, NoteSignature[]][] = [
      ["no newline", [ours]],
      ["a\tb\n", [ours]],
      ["\ud800\n", [ours]],
      ["a\n", []],
      ["a\n", Array(101).fill(ours)],
      ["a\n", [{ ...ours, name: "a b" }]],
      ["a\n", [{ ...ours, keyId: "0" }]],
      ["a\n", [{ ...ours, payload: new Uint8Array(0) }]],
    ];
    for (const [body, signatures] of bad)
      expect(() => writeNote({ text: body, signatures })).toThrow(AuditFault);
    await expect(signNote("no newline", [log.signer])).rejects.toThrow(AuditFault);
    await expect(signNote(text, [])).rejects.toThrow(AuditFault);
  });
});

test("signatures are added behind those that are there", async () => {
  const parsed = parseNote(utf8(note));
  if (!parsed.ok) throw new Error(parsed.why);
  const both = await addSignatures(parsed.value, [other.signer]);
  expect(both.startsWith(note)).toBe(true);
  expect(both).toBe(await signNote(text, [log.signer, other.signer]));
});

test("a note with any byte changed does not open", { timeout: 600_000 }, async () => {
  const bytes = utf8(note);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] as number) ^ mask;
      expect((await openNote(changed, [log.verifier])).ok).toBe(false);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
  );
});
