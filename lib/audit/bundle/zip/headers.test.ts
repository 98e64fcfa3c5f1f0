/** What is written around files of any size, held to what the reader makes of it; the files themselves are zeros. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinBytes, utf8 } from "../../bytes";
import { BundleFault } from "../fault";
import { type Part, sparse } from "../testing/sparse";
import { readDirectory } from "./directory";
import { centralHeader, descriptor, endRecords, localHeader } from "./headers";
import { MOST, MOST_FILES } from "./layout";

const runs = Number(process.env.PROPERTY_RUNS ?? 200);

interface Sizes {
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
}

function laidOut(files: readonly Sizes[]) {
  const parts: Part[] = [];
  const directory: Uint8Array[] = [];
  let end = 0;
  const put = (bytes: Uint8Array) => {
    parts.push({ at: end, bytes });
    end += bytes.length;
  };
  const names = files.map((_, i) => `file-${i}`);
  const expected = files.map((file, i) => {
    const entry = { ...file, name: utf8(names[i] as string), at: end };
    put(localHeader(entry.name));
    const content = end;
    end += file.packedSize;
    put(descriptor(entry));
    directory.push(centralHeader(entry));
    return { ...file, name: names[i], at: entry.at, content, method: 8 };
  });
  const at = end;
  put(joinBytes(directory));
  put(endRecords({ count: files.length, size: end - at, at }));
  return { expected, parts, size: end };
}

const size = fc.oneof(
  fc.constantFrom(0, 1, MOST - 1, MOST, MOST + 1, MOST + 2, 2 ** 33, 2 ** 40),
  fc.nat(2 ** 31),
  fc.integer({ min: MOST - 200, max: MOST }),
);
const sizes = fc.record({ packedSize: size, size, crc: fc.nat(0xffff_ffff) });

test("files of all sizes, at all places, are read as they were told", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { maxLength: 5 }), async (files) => {
      const zip = laidOut(files);
      expect(await readDirectory(sparse(zip.size, zip.parts))).toEqual(zip.expected);
    }),
    { numRuns: runs },
  );
});

test("the fields of zip64 are written where they are needed, and only there", () => {
  const lengths = (file: Sizes & { readonly at: number }) => [
    descriptor({ ...file, name: utf8("a") }).length,
    centralHeader({ ...file, name: utf8("a") }).length,
  ];
  const most = { packedSize: MOST, size: MOST, crc: 1, at: MOST };
  expect(lengths(most)).toEqual([16, 47]);
  expect(lengths({ ...most, size: MOST + 1 })).toEqual([24, 47 + 12]);
  expect(lengths({ ...most, packedSize: MOST + 1 })).toEqual([24, 47 + 12]);
  expect(lengths({ ...most, at: MOST + 1 })).toEqual([16, 47 + 12]);
  expect(lengths({ ...most, packedSize: 2 ** 40, size: 2 ** 40, at: 2 ** 40 })).toEqual([24, 47 + 28]);
  expect(endRecords({ count: MOST_FILES, size: MOST, at: MOST })).toHaveLength(22);
  expect(endRecords({ count: MOST_FILES + 1, size: 1, at: 1 })).toHaveLength(22 + 76);
  expect(endRecords({ count: 1, size: 1, at: MOST + 1 })).toHaveLength(22 + 76);
});

test.each([MOST_FILES, MOST_FILES + 1, MOST_FILES + 2])("%i files", async (count) => {
  const files = Array.from({ length: count }, () => ({ packedSize: 0, size: 0, crc: 0 }));
  const { parts, size: whole } = laidOut(files);
  const bytes = joinBytes(parts.map((part) => part.bytes));
  const read = await readDirectory(sparse(whole, [{ at: 0, bytes }]));
  expect(read.map(({ name }) => name)).toEqual(files.map((_, i) => `file-${i}`));
});

describe("every byte that is changed is noticed, or says nothing about names, sizes and places", () => {
  const small = { packedSize: 3, size: 5, crc: 0x12345678 };
  const cases: [string, Sizes[]][] = [
    ["where one file unpacks to much", [{ ...small, size: MOST + 1 }, small]],
    ["where one file takes much", [{ ...small, packedSize: 2 ** 33, size: 2 ** 33 }, small]],
  ];
  test.each(cases)("%s", async (_what, files) => {
    const { expected, parts, size: whole } = laidOut(files);
    let noticed = 0;
    let tried = 0;
    for (const [i, part] of parts.entries()) {
      for (let at = 0; at < part.bytes.length; at++) {
        for (const by of [1, 0x80, 0xff]) {
          const bytes = part.bytes.slice();
          bytes[at] = (bytes[at] as number) ^ by;
          const read = await readDirectory(sparse(whole, parts.with(i, { ...part, bytes }))).catch(
            (thrown) => {
              expect(thrown).toBeInstanceOf(BundleFault);
            },
          );
          tried++;
          if (read === undefined) noticed++;
          else expect(read, `byte ${at} of part ${i}`).toEqual(expected);
        }
      }
    }
    expect(noticed).toBeGreaterThan(tried * 0.6);
  });
});
