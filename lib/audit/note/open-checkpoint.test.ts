import { describe, expect, test } from "vitest";
import { utf8 } from "../bytes";
import { writeCheckpoint } from "./checkpoint";
import { openCheckpoint } from "./open-checkpoint";
import { signNote } from "./signed-note";
import { testLog, testWitness } from "./testing/keys";

const log = testLog("example.com/log", 1);
const [early, late] = [testWitness("w.example", 2, 100), testWitness("w.example", 2, 200)];
const text = writeCheckpoint({ origin: "example.com/log", size: 3, root: new Uint8Array(32) });
const signed = async (...signers: { signer: Parameters<typeof signNote>[1][number] }[]) =>
  utf8(
    await signNote(
      text,
      signers.map(({ signer }) => signer),
    ),
  );

describe("a checkpoint in a note", () => {
  test("opens when the log signed it, and says who cosigned and when", async () => {
    const note = await signed(log, early);
    expect(await openCheckpoint(note, [log.verifier], [early.verifier])).toMatchObject({
      ok: true,
      value: {
        checkpoint: { origin: "example.com/log", size: 3 },
        cosigned: [{ name: "w.example", time: 100 }],
      },
    });
    expect(await openCheckpoint(note, [log.verifier])).toMatchObject({ ok: true, value: { cosigned: [] } });
  });

  test("of two cosignatures by one witness the later counts, once", async () => {
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      const opened = await openCheckpoint(await signed(log, ...order), [log.verifier], [early.verifier]);
      expect(opened.ok && opened.value.cosigned).toEqual([
        { name: "w.example", keyId: early.vkey.keyId, time: 200 },
      ]);
    }
  });

  test("a witness does not speak for the log", async () => {
    const note = await signed(early);
    expect(await openCheckpoint(note, [log.verifier], [early.verifier])).toMatchObject({
      ok: false,
      why: "The log itself has not signed.",
    });
  });

  test("a log does not speak for another", async () => {
    const other = testLog("example.com/other", 3);
    expect(await openCheckpoint(await signed(other), [log.verifier, other.verifier])).toMatchObject({
      ok: false,
      fault: "WRONG_ORIGIN",
    });
    expect((await openCheckpoint(await signed(other, log), [log.verifier, other.verifier])).ok).toBe(true);
  });

  test("a signed text that is no checkpoint is none", async () => {
    const note = utf8(await signNote("example.com/log\n007\nAAAA\n", [log.signer]));
    expect(await openCheckpoint(note, [log.verifier])).toMatchObject({ ok: false, fault: "MALFORMED" });
  });
});
