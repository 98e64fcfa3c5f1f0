/** Snapshots and images: what is restored is what was there, and what happened since has not touched it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callsIn } from "../testing/arbitraries";
import type { Call } from "../testing/call";
import { FilesCaller } from "../testing/files-caller";
import { decodeImage, encodeImage } from "./image-bytes";
import { DEFAULT_LIMITS } from "./limits";
import { MemoryFiles } from "./memory-files";

const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 5_000) / 50);
const options = { numRuns: RUNS, seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) };
const WORLD = "/z/w";
const calls = fc.array(callsIn(WORLD), { minLength: 1, maxLength: 50, size: "max" });

function ticking(): () => bigint {
  let now = 1n;
  return () => now++;
}
const newFiles = (clock = ticking()) => new MemoryFiles({ clock });
function world(clock = ticking()): { files: MemoryFiles; run: (list: readonly Call[]) => unknown[] } {
  const files = newFiles(clock);
  files.mount(WORLD, {});
  const caller = new FilesCaller(files);
  return { files, run: (list) => list.map((call) => caller.call(call)) };
}
/** Everything that can be told about a file system, numbers of nodes and open files included. */
const all = (files: MemoryFiles) => structuredClone(files.snapshot().toImage());

describe("a snapshot", () => {
  it("is what was there, whatever happens afterwards, again and again", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(calls, calls, calls, (before, between, after) => {
        const { files, run } = world();
        run(before);
        const first = files.snapshot();
        const atFirst = all(files);
        run(between);
        const second = files.snapshot();
        const atSecond = all(files);
        run(after);
        for (const [snapshot, expected] of [
          [first, atFirst],
          [second, atSecond],
          [first, atFirst],
        ] as const) {
          files.restore(snapshot);
          expect(comparable(all(files))).toEqual(comparable(expected));
          expect(structuredClone(snapshot.toImage())).toEqual(expected);
          run(after);
        }
      }),
      options,
    );
  });

  it("is the same file system to go on with", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(calls, calls, (before, after) => {
        const one = world(() => 1n);
        one.run(before);
        const snapshot = one.files.snapshot();
        const expected = one.run(after);
        one.files.restore(snapshot);
        expect(one.run(after)).toEqual(expected);
      }),
      options,
    );
  });

  it("of one file system is not taken by another", () => {
    expect(() => newFiles().restore(newFiles().snapshot())).toThrow(
      expect.objectContaining({ code: "FOREIGN" }),
    );
  });

  it("makes what was located before it was restored stale", () => {
    const files = newFiles();
    const at = (path: string) => files.locate(path, { walk: "follow" });
    const empty = files.snapshot();
    files.writeFile(at("/a"), new Uint8Array(1));
    const decided = at("/a");
    files.restore(empty);
    files.writeFile(at("/a"), new Uint8Array(2));
    expect(() => files.readFile(decided)).toThrow(expect.objectContaining({ code: "STALE" }));
  });
});

/** Numbers are not handed out twice, so the next one is not among what comes back. */
const comparable = ({ nextIno: _, ...rest }: ReturnType<typeof all>) => rest;

describe("an image", () => {
  it("comes back from a clone and from bytes", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(calls, (before) => {
        const { files, run } = world();
        run(before);
        const image = all(files);
        for (const stored of [image, files.snapshot().toBytes()]) {
          const loaded = newFiles();
          expect(loaded.load(stored)).toBeUndefined();
          expect(all(loaded)).toEqual(image);
          expect(loaded.usage().files).toBe(files.usage().files);
        }
        expect(decodeImage(encodeImage(image), DEFAULT_LIMITS)).toEqual({ ok: true, value: image });
      }),
      options,
    );
  });

  it("that was damaged is refused, or is one tree; nothing is thrown", { timeout: 600_000 }, () => {
    const { files } = world();
    files.mount("/d", { a: "text", b: { symlink: "a" }, "c/d": new Uint8Array(100) });
    const good = files.snapshot().toBytes();
    const damage = fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(damage, fc.nat({ max: good.length }), (changes, length) => {
        const bytes = good.slice(0, length % 7 === 0 ? length : good.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const loaded = newFiles();
        const before = all(loaded);
        if (loaded.load(bytes) !== undefined) expect(all(loaded)).toEqual(before);
        for (const entry of loaded.walk("/")) entry.read();
      }),
      { ...options, numRuns: RUNS * 20 },
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array(), fc.anything({ withBigInt: true, withTypedArray: true })),
        (value) => {
          expect(newFiles().load(value)).toBeTypeOf("string");
        },
      ),
      options,
    );
  });

  type Image = ReturnType<typeof all>;
  const replace = (change: (nodes: Image["nodes"][number][]) => void) => (image: Image) => {
    const nodes = [...image.nodes];
    change(nodes);
    return { ...image, nodes };
  };
  const node = (ino: number, more: object) =>
    ({ ...dummy, ino, ...more }) as unknown as Image["nodes"][number];
  const dummy = { kind: "directory", dev: 1, mode: 0, uid: 0, gid: 0, times: [0n, 0n, 0n, 0n] };

  it.each<[string, string, (image: Image) => unknown]>([
    ["another format", "UNKNOWN_FORMAT", (image) => ({ ...image, format: 2 })],
    ["no root", "BAD_TREE", replace((nodes) => nodes.shift())],
    [
      "a loop of folders",
      "BAD_TREE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [["a", 1]] });
      }),
    ],
    [
      "a folder with two names",
      "BAD_TREE",
      replace((nodes) => {
        nodes[0] = node(1, {
          entries: [
            ["a", 2],
            ["b", 2],
          ],
        });
      }),
    ],
    [
      "a name of nothing",
      "BAD_TREE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [["a", 4]] });
      }),
    ],
    [
      "a node without a name",
      "BAD_TREE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [] });
      }),
    ],
    [
      "a name with a slash",
      "BAD_NODE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [["a/b", 2]] });
      }),
    ],
    [
      "the name ..",
      "BAD_NODE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [["..", 2]] });
      }),
    ],
    [
      "a name twice",
      "BAD_NODE",
      replace((nodes) => {
        nodes[0] = node(1, {
          entries: [
            ["a", 2],
            ["a", 3],
          ],
        });
      }),
    ],
    ["a number twice", "BAD_TREE", replace((nodes) => nodes.push(node(1, { entries: [] })))],
    [
      "a mode of too many bits",
      "BAD_NODE",
      replace((nodes) => {
        nodes[0] = node(1, { entries: [], mode: 0o10000 });
      }),
    ],
    [
      "a mount that is none",
      "BAD_TREE",
      (image) => ({ ...image, mounts: [{ dev: 9, ino: 1, isReadOnly: false }] }),
    ],
    [
      "a size without end",
      "TOO_LARGE",
      replace((nodes) => nodes.push(node(3, { kind: "file", size: 2 ** 40, extents: [] }))),
    ],
    [
      "bytes past the size",
      "BAD_NODE",
      replace((nodes) =>
        nodes.push(node(3, { kind: "file", size: 1, extents: [{ offset: 1, bytes: new Uint8Array(1) }] })),
      ),
    ],
    [
      "an open file that is not there",
      "BAD_DESCRIPTOR",
      (image) => ({ ...image, descriptors: [{ fd: 3, ino: 9, flags: 0, position: 0, folder: 0, name: "" }] }),
    ],
    [
      "a descriptor far out",
      "BAD_DESCRIPTOR",
      (image) => ({
        ...image,
        descriptors: [{ fd: 2 ** 40, ino: 1, flags: 0, position: 0, folder: 0, name: "" }],
      }),
    ],
  ])("with %s is refused", (_, fault, change) => {
    const files = newFiles();
    files.mount("/z", {});
    expect(newFiles().load(change({ ...all(files), nextIno: 10 }))).toBe(fault);
  });
});
