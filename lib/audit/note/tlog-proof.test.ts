import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AuditFault, utf8 } from "../bytes";
import { writeCheckpoint } from "./checkpoint";
import { signNote } from "./signed-note";
import { testLog } from "./testing/keys";
import { readTlogProof, writeTlogProof } from "./tlog-proof";

const log = testLog("example.com/log");
const checkpoint = await signNote(
  writeCheckpoint({ origin: "example.com/log", size: 9, root: new Uint8Array(32) }),
  [log.signer],
);
const hash = new Uint8Array(32).fill(9);
const text = writeTlogProof({ index: 3, hashes: [hash, hash], checkpoint });

describe("a proof as text", () => {
  test("has header, index, hashes, a blank line and the note", () => {
    const line = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=";
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 3\n${line}\n${line}\n\n${checkpoint}`);
    expect(writeTlogProof({ index: 0, hashes: [], checkpoint })).toBe(
      `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`,
    );
  });

  test("is read as it was written", { timeout: 600_000 }, () => {
    const proofs = fc.record(
      {
        index: fc.maxSafeNat(),
        hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 53 }),
        checkpoint: fc.constant(checkpoint),
        extra: fc.uint8Array({ maxLength: 200 }),
      },
      { requiredKeys: ["index", "hashes", "checkpoint"] },
    );
    fc.assert(
      fc.property(proofs, (proof) => {
        expect(readTlogProof(utf8(writeTlogProof(proof)))).toEqual({ ok: true, value: proof });
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) },
    );
  });

  test("any other form is refused", () => {
    const wrong = [
      "",
      "\n\n",
      text.replace("@v1", "@v2"),
      ` ${text}`,
      text.replace("index 3", "index 03"),
      text.replace("index 3", "index  3"),
      text.replace("index 3", "index 0x3"),
      text.replace("index 3", "Index 3"),
      text.replace("index 3\n", ""),
      text.replace("index 3", "index 3\r"),
      text.replace("index 3\n", "index 3\nindex 3\n"),
      text.replace("CQk=\n", "CQk\n"),
      text.replace("CQk=\n", "CQk= \n"),
      text.replace("CQkJ", ""),
      text.replace("\n\n", "\n"),
      text.replace("\n\n", "\n\n\n"),
      text.replace("index 3", "extra !\nindex 3"),
      text.replace("index 3", "extra\nindex 3"),
      text.replace("index 3\n", "index 3\nextra AAAA\n"),
      text.replace("\n9\n", "\n09\n"),
      text.slice(0, -1),
      text.slice(0, text.indexOf("\n\n") + 2),
      `c2sp.org/tlog-proof@v1\nindex 3\n${"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n".repeat(54)}\n${checkpoint}`,
    ];
    for (const one of wrong)
      expect(readTlogProof(utf8(one)).ok, JSON.stringify(one.slice(0, 90))).toBe(false);
    expect(readTlogProof(Uint8Array.of(0xff, ...utf8(text))).ok).toBe(false);
    expect(readTlogProof(new Uint8Array(1_200_000))).toMatchObject({ fault: "TOO_LARGE" });
  });

  test("what is no proof is not written", () => {
    const good = { index: 3, hashes: [hash], checkpoint };
    const bad = [
      { ...good, index: -1 },
      { ...good, index: 1.5 },
      { ...good, hashes: [hash.slice(1)] },
      { ...good, hashes: Array(54).fill(hash) },
      { ...good, checkpoint: "" },
      { ...good, checkpoint: checkpoint.slice(0, -1) },
      { ...good, extra: new Uint8Array(65_537) },
      { ...good, checkpoint: checkpoint.replaceAll("example.com/log", "\ud800") },
    ];
    for (const proof of bad) expect(() => writeTlogProof(proof)).toThrow(AuditFault);
  });
});
