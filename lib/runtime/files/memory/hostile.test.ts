/** Every entry with arguments that no honest caller has: an FsError or a fault, never anything else, and never a hang. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { FilesFault, FsError } from "../errors";
import { standardDevices } from "./devices";
import { MemoryFiles } from "./memory-files";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 5_000);
const options = { numRuns: RUNS, seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) };

const numbers = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    3,
    4,
    -1,
    0.5,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    1e308,
    Number.NaN,
    Infinity,
    -Infinity,
  ),
  fc.integer(),
  fc.double(),
);
const texts = fc.oneof(
  fc.constantFrom(
    "/",
    "//",
    "/a",
    "/d",
    "/d/../a",
    "/l",
    "/loop/x",
    "/dev/zero",
    "/dev/urandom",
    "a",
    "",
    "\0",
    "/\0",
    "/\ud800",
  ),
  fc.constantFrom(
    `/${"x/".repeat(50_000)}`,
    `/${"../".repeat(1_000)}`,
    "é".repeat(5_000),
    "/__proto__/constructor",
  ),
  fc.string({ unit: "binary" }).map((text) => `/${text}`),
);
const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  true,
  {},
  [],
  "",
  7n,
  Symbol("x"),
  () => 0,
  new Uint8Array(3),
  new Date(0),
);
const anything = fc.oneof({ weight: 3, arbitrary: numbers as fc.Arbitrary<unknown> }, texts, odd);

type Method = (this: MemoryFiles, ...values: unknown[]) => unknown;
const NAMES = Object.getOwnPropertyNames(MemoryFiles.prototype).filter((name) => name !== "constructor");
/** Belong to the owner of the file system, who hands in listeners and snapshots of the right type. */
const OWNERS = new Set([
  "changes",
  "restore",
  "snapshot",
  "usage",
  "walk",
  "export",
  "mount",
  "load",
  "peek",
]);

function newFiles(): MemoryFiles {
  const devices = standardDevices((buffer) => buffer.fill(7));
  const limits = { bytes: 100_000, fileBytes: 100_000, files: 100, descriptors: 8, watches: 8 };
  const files = new MemoryFiles({ clock: () => 0n, devices, limits });
  files.mount("/", { a: "text", "d/b": "b", l: { symlink: "a" }, loop: { symlink: "loop" } });
  files.open(files.locate("/a", { walk: "follow" }), 2, 0);
  files.open(files.locate("/d", { walk: "follow" }), 0, 0);
  return files;
}

it("covers the whole interface", () => {
  expect(NAMES.filter((name) => !OWNERS.has(name)).length).toBe(34);
});

it("throws FsError or FilesFault and nothing else", { timeout: 600_000 }, () => {
  const located = fc.tuple(texts, fc.constantFrom("follow", "link", "entry"));
  const argument = fc.oneof(
    located.map((at) => ({ at })),
    anything.map((value) => ({ value })),
  );
  const called = fc.constantFrom(...NAMES.filter((name) => !OWNERS.has(name)));
  const list = fc.array(argument, { maxLength: 5 });
  const seen = new Set<string>();
  fc.assert(
    fc.property(called, fc.option(located), list, (name, first, rest) => {
      const files = newFiles();
      const given = first ? [{ at: first }, ...rest] : rest;
      try {
        const values = given.map((one) =>
          "at" in one ? files.locate(one.at[0], { walk: one.at[1] as "link" }) : one.value,
        );
        (files[name as keyof MemoryFiles] as Method).apply(files, values);
        seen.add("ok");
      } catch (error) {
        const isTyped = error instanceof FsError || error instanceof FilesFault;
        if (!isTyped) throw error;
        seen.add(error.code);
      }
      // Whatever happened, it is still a file system.
      expect(newFiles().load(files.snapshot().toBytes())).toBeUndefined();
    }),
    options,
  );
  expect(seen.size).toBeGreaterThan(10);
});
