import { expect, test } from "vitest";
import { AuditFault, fromUtf8, utf8 } from "../bytes";
import { cosignedMessage, readCosignature, writeCosignature } from "./cosignature";

const signature = new Uint8Array(64).map((_, i) => i);

test("the message is header, time and the whole text", () => {
  const text = "example.com/log\n7\nAAAA\n";
  expect(fromUtf8(cosignedMessage(utf8(text), 1_679_315_147))).toBe(
    `cosignature/v1\ntime 1679315147\n${text}`,
  );
});

test("the payload is the time, high byte first, and the signature", () => {
  const payload = writeCosignature({ time: 0x0102030405, signature });
  expect([...payload.slice(0, 9)]).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 0]);
  expect(payload.length).toBe(72);
  expect(readCosignature(payload)).toEqual({ ok: true, value: { time: 0x0102030405, signature } });
  const within = new Uint8Array(100);
  within.set(payload, 9);
  expect(readCosignature(within.subarray(9, 81))).toEqual(readCosignature(payload));
});

test("other lengths and times that are none are refused", () => {
  for (const length of [0, 64, 71, 73]) expect(readCosignature(new Uint8Array(length)).ok).toBe(false);
  const payload = writeCosignature({ time: 2 ** 53 - 1, signature });
  expect(readCosignature(payload).ok).toBe(true);
  expect(readCosignature(payload.with(1, 0x20).with(7, 0)).ok).toBe(false);
  expect(readCosignature(payload.with(0, 0xff)).ok).toBe(false);
  for (const time of [-1, 0.5, 2 ** 53, Number.NaN]) {
    expect(() => writeCosignature({ time, signature })).toThrow(AuditFault);
  }
  expect(() => writeCosignature({ time: 0, signature: signature.slice(1) })).toThrow(AuditFault);
});
