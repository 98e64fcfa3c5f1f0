import { expect, test } from "vitest";
import { AuditFault, utf8 } from "../bytes";
import { writeCheckpoint } from "./checkpoint";
import { readCosignature, writeCosignature } from "./cosignature";
import { testLog, testWitness } from "./testing/keys";

const text = utf8(writeCheckpoint({ origin: "a", size: 1, root: new Uint8Array(32) }));

test("what is signed verifies, over this text alone", async () => {
  for (const { signer, verifier } of [testLog("a"), testWitness("a", 2)]) {
    const payload = await signer.sign(text);
    expect(await verifier.verify(text, payload)).toBe(true);
    expect(await verifier.verify(text.with(0, 0x62), payload)).toBe(false);
    for (let at = 0; at < payload.length; at++) {
      expect(await verifier.verify(text, payload.with(at, (payload[at] as number) ^ 1)), `byte ${at}`).toBe(
        false,
      );
    }
    for (const other of [payload.slice(1), new Uint8Array(0), Uint8Array.of(...payload, 0)]) {
      expect(await verifier.verify(text, other)).toBe(false);
    }
  }
});

test("the time of a cosignature cannot be moved", async () => {
  const { signer, verifier } = testWitness("w", 2, 1000);
  const read = readCosignature(await signer.sign(text));
  if (!read.ok) throw new Error(read.why);
  expect(read.value.time).toBe(1000);
  expect(await verifier.verify(text, writeCosignature({ ...read.value, time: 1001 }))).toBe(false);
});

test("a key that signs notes gives no cosignature away", async () => {
  const { signer } = testLog("a");
  await expect(signer.sign(utf8("cosignature/v1\ntime 1\na\n1\nAAAA\n"))).rejects.toThrow(AuditFault);
  expect((await signer.sign(utf8("cosignature/v2\n"))).length).toBe(64);
});

test("a witness signs checkpoints and nothing else", async () => {
  const { signer } = testWitness("w", 2);
  for (const other of ["", "a\n", "a\n007\nAAAA\n"])
    await expect(signer.sign(utf8(other))).rejects.toThrow(AuditFault);
  await expect(signer.sign(Uint8Array.of(0xff))).rejects.toThrow(AuditFault);
});
