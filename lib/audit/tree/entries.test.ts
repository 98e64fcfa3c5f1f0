import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditFault, joinBytes, utf8 } from "../bytes";
import { MAX_ENTRY_BYTES, readEntries, writeEntries } from "./entries";

const runs = Number(process.env.PROPERTY_RUNS ?? 500);

test("lengths are two bytes, the high one first", () => {
  const long = new Uint8Array(300).fill(7);
  expect(writeEntries([utf8("ab"), long])).toEqual(
    joinBytes([Uint8Array.of(0, 2), utf8("ab"), Uint8Array.of(1, 44), long]),
  );
});

test("bundles are read as they were written, and only whole", { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 }),
      fc.nat(),
      (entries, where) => {
        const bytes = writeEntries(entries);
        expect(readEntries(bytes, entries.length)).toEqual(entries);
        expect(readEntries(bytes.slice(0, where % bytes.length), entries.length)).toBeUndefined();
        expect(readEntries(joinBytes([bytes, Uint8Array.of(0)]), entries.length)).toBeUndefined();
        expect(readEntries(bytes, entries.length - 1)).toBeUndefined();
        expect(readEntries(bytes, entries.length + 1)).toBeUndefined();
      },
    ),
    { numRuns: Math.min(runs, 5000) },
  );
});

test("what is too much is not written", () => {
  expect(() => writeEntries([])).toThrow(AuditFault);
  expect(() => writeEntries(Array(257).fill(utf8("a")))).toThrow(AuditFault);
  expect(() => writeEntries([new Uint8Array(MAX_ENTRY_BYTES + 1)])).toThrow(AuditFault);
  const largest = [new Uint8Array(MAX_ENTRY_BYTES)];
  expect(readEntries(writeEntries(largest), 1)).toEqual(largest);
});
