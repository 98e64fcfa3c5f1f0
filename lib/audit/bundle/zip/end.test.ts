/** Two ends of one archive, in all ways in which they can differ: no reader may choose between them. */
import { describe, expect, test } from "vitest";
import { joinBytes } from "../../bytes";
import { BundleFault } from "../fault";
import { sparse } from "../testing/sparse";
import { readEnd } from "./end";
import { endRecords } from "./headers";
import { viewOf } from "./layout";

const AT = 2 ** 33;
const SIZE = 100;
const PLACE = { count: 2, size: SIZE, at: AT };
/** From where the larger end begins. */
const LOCATOR = 56;
const END = LOCATOR + 20;

function read(records: Uint8Array, size = AT + SIZE + records.length) {
  return readEnd(sparse(size, [{ at: size - records.length, bytes: records }]));
}

function changed(change: (view: DataView) => void, place = PLACE): Uint8Array {
  const records = endRecords(place);
  change(viewOf(records));
  return records;
}

test("the larger end is read where the smaller one sends there", async () => {
  expect(await read(endRecords(PLACE))).toEqual(PLACE);
  // Go marks all fields when one is too small, others only that one.
  const all = changed((view) => {
    for (const at of [8, 10]) view.setUint16(END + at, 0xffff, true);
    for (const at of [12, 16]) view.setUint32(END + at, 0xffff_ffff, true);
  });
  expect(await read(all)).toEqual(PLACE);
});

const big = (at: number, value: bigint) => changed((view) => view.setBigUint64(at, value, true));
const word = (at: number, value: number) => changed((view) => view.setUint32(at, value, true));
const half = (at: number, value: number) => changed((view) => view.setUint16(at, value, true));

describe("refused", () => {
  test.each<[string, Uint8Array, string]>([
    ["no larger end", endRecords(PLACE).subarray(END), "BAD_ARCHIVE"],
    ["no locator", word(LOCATOR, 0), "BAD_ARCHIVE"],
    ["another signature", word(0, 0x06064b51), "BAD_ARCHIVE"],
    ["a larger end with more in it", big(4, 45n), "BAD_ARCHIVE"],
    ["a locator that leads elsewhere", big(LOCATOR + 8, BigInt(AT)), "BAD_ARCHIVE"],
    ["a place that is no number here", big(LOCATOR + 8, 2n ** 60n), "BAD_ARCHIVE"],
    ["another number of files", half(END + 10, 3), "UNSUPPORTED"],
    ["another number of files in both fields", joined(half(END + 8, 3), END + 10, 3), "BAD_ARCHIVE"],
    ["another size", word(END + 12, SIZE + 1), "BAD_ARCHIVE"],
    ["another place", big(48, BigInt(AT + 1)), "BAD_ARCHIVE"],
    ["several disks, by the larger end", big(24, 1n), "UNSUPPORTED"],
    ["several disks, by its number", word(16, 1), "UNSUPPORTED"],
    ["several disks, by the locator", word(LOCATOR + 16, 2), "UNSUPPORTED"],
  ])("%s", async (_what, records, code) => {
    await expect(read(records)).rejects.toSatisfy(
      (thrown) => thrown instanceof BundleFault && thrown.fault === code,
    );
  });

  test("a larger end that nothing needs", async () => {
    const small = { count: 1, size: SIZE, at: 7 };
    const [larger, end] = [endRecords({ ...small, at: AT }).slice(0, END), endRecords(small)];
    viewOf(larger).setBigUint64(48, 7n, true);
    viewOf(larger).setBigUint64(LOCATOR + 8, BigInt(7 + SIZE), true);
    const size = 7 + SIZE + END + 22;
    // Not pointed to, it is bytes that belong to nothing; pointed to, it is a second way to say the same.
    await expect(read(joinBytes([larger, end]), size)).rejects.toThrow("does not end where");
    viewOf(end).setUint32(16, 0xffff_ffff, true);
    await expect(read(joinBytes([larger, end]), size)).rejects.toThrow("nothing in it needs");
  });
});

function joined(records: Uint8Array, at: number, value: number): Uint8Array {
  viewOf(records).setUint16(at, value, true);
  return records;
}
