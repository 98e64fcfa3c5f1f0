import { mkdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from "../files";
import { MemoryFiles } from "../files/memory";
import { callsIn } from "../files/testing/arbitraries";
import type { Call } from "../files/testing/call";
import { FilesCaller } from "../files/testing/files-caller";
import type { Files } from "../files/types";
import { DiskFiles } from "../node/files";
import { withFolder } from "../node/files/testing/ordinary-user";
import { UndoFiles } from "./undo-files";
import { UndoLog, type UndoLogOptions } from "./undo-log";

const CALLS = 60;
const RUNS = Math.ceil(Number(process.env.PROPERTY_RUNS ?? 6_000) / CALLS);
const options = { numRuns: RUNS, seed: Number(process.env.PROPERTY_SEED ?? 20_260_101) };
const WORLD = "/w";
const MIB = 1024 * 1024;

/** Everything that a rollback brings back: names, kinds, modes, contents, targets, which names are one file. */
function treeOf(files: Files, folder = WORLD): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  const inodes = new Map<number, string>();
  const walk = (path: string) => {
    for (const { name } of files.readdir(files.locate(path, { walk: "follow" }))) {
      const each = `${path}/${name}`;
      const at = files.locate(each, { walk: "link" });
      const { mode, ino, size } = files.stat(at);
      const first = inodes.get(ino) ?? each;
      inodes.set(ino, first);
      if (at.kind === "symlink") tree[each] = files.readlink(at);
      else if (at.kind === "file") {
        // In memory, modes hold for everybody.
        if ((mode & 0o400) === 0)
          files.chmod(files.locate(each, { walk: "follow" }), (mode & 0o7777) | 0o400);
        const bytes = files.readFile(files.locate(each, { walk: "follow" }));
        if ((mode & 0o400) === 0) files.chmod(files.locate(each, { walk: "follow" }), mode & 0o7777);
        tree[each] = { mode, size, first, text: Buffer.from(bytes).toString("latin1") };
      } else {
        tree[each] = { mode };
        walk(each);
      }
    }
  };
  walk(folder);
  return tree;
}

/** As root, so that no mode keeps the comparison from looking. */
function memory(): Files {
  const files = new MemoryFiles({ clock: () => 0n, uid: 0, gid: 0 });
  files.mount(WORLD, {});
  return files;
}

function onDisk(test: (files: Files) => void): void {
  withFolder((folder) => {
    mkdirSync(`${folder}${WORLD}`);
    test(new DiskFiles({ root: `${folder}${WORLD}`, mount: WORLD, mayWrite: () => true }));
  });
}

function undoing(files: Files, more: Partial<UndoLogOptions> = {}): { undo: UndoFiles; log: UndoLog } {
  const log = new UndoLog({ restoring: files, bytes: 512 * MIB, makeRoom: () => false, ...more });
  return { undo: new UndoFiles(files, log, WORLD), log };
}

function goesBack(files: Files, before: readonly Call[], parts: readonly (readonly Call[])[]): void {
  const caller = new FilesCaller(files);
  for (const call of before) caller.call(call);
  const { undo, log } = undoing(files);
  const undoCaller = new FilesCaller(undo);
  const trees: { tree: unknown; mark: number }[] = [];
  for (const calls of parts) {
    trees.push({ tree: treeOf(files), mark: log.mark() });
    for (const call of calls) undoCaller.call(call);
  }
  for (const { tree, mark } of trees.toReversed()) {
    expect(log.back(mark)).toBe(0);
    expect(treeOf(files)).toEqual(tree);
  }
  expect(log.keptBytes).toBe(0);
}

/** A file without the right to be read could not be compared by an ordinary user; and a folder is no less restored. */
const isPlain = (call: Call) =>
  call[0] !== "chmod" && call[0] !== "fchmod" && !(call[0] === "mkdir" && call[2] < 0o700);
const calls = (max: number) =>
  fc.array(callsIn(WORLD), { minLength: 1, maxLength: max, size: "max" }).map((all) => all.filter(isPlain));

describe("random calls, taken back", () => {
  it.each([
    ["in memory", (test: (files: Files) => void) => test(memory()), options],
    ["on a disk", onDisk, { ...options, numRuns: Math.ceil(RUNS / 4) }],
  ] as const)("leave the tree as it was: %s", { timeout: 600_000 }, (_, using, runs) => {
    const world = fc.tuple(calls(CALLS), fc.array(calls(CALLS / 2), { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(world, ([before, parts]) => using((files) => goesBack(files, before, parts))),
      runs,
    );
  });
});

describe("files that can go back", () => {
  const text = (value: string) => new TextEncoder().encode(value);
  const at = (files: Files, path: string) => files.locate(`${WORLD}/${path}`, { walk: "follow" });

  it("keep a file that is written to again and again once, and of one that grows only its length", () => {
    const files = memory();
    files.writeFile(at(files, "a"), new Uint8Array(MIB));
    const { undo, log } = undoing(files);
    log.mark();
    for (let i = 0; i < 100; i++) undo.writeFile(at(undo, "a"), text(`${i}`));
    expect(log.keptBytes).toBeLessThan(MIB + 1024);
    log.mark();
    const fd = undo.open(at(undo, "a"), O_WRONLY | O_APPEND, 0);
    for (let i = 0; i < 1000; i++) undo.write(fd, new Uint8Array(1000), 0, 1000, null);
    undo.writeFile(at(undo, "a"), text("more"), { flags: O_WRONLY | O_CREAT | O_APPEND });
    expect(log.keptBytes).toBeLessThan(MIB + 2048);
  });

  it("refuse a change that cannot be kept, and let go of the past where they may", () => {
    const files = memory();
    files.writeFile(at(files, "a"), new Uint8Array(1000));
    let mark = 0;
    let isAllowed = false;
    const { undo, log } = undoing(files, {
      bytes: 2000,
      makeRoom: () => {
        if (isAllowed) log.forget(mark);
        return isAllowed;
      },
    });
    log.mark();
    undo.writeFile(at(undo, "a"), new Uint8Array(1001));
    mark = log.mark();
    const change = () => undo.writeFile(at(undo, "a"), new Uint8Array(1002), { flags: O_WRONLY | O_TRUNC });
    expect(change).toThrow("ENOSPC");
    expect(undo.stat(at(undo, "a")).size).toBe(1001);
    isAllowed = true;
    change();
    expect(log.back(mark)).toBe(0);
    expect(undo.stat(at(undo, "a")).size).toBe(1001);
    expect(() => log.back(0)).toThrow(RangeError);
  });

  it("bring back as many as they can where somebody else was at the same files", () => {
    const files = memory();
    const { undo, log } = undoing(files);
    const mark = log.mark();
    for (const name of ["a", "b", "c"]) undo.writeFile(at(undo, name), text(name));
    files.unlink(files.locate(`${WORLD}/b`, { walk: "entry" }));
    expect(log.back(mark)).toBe(1);
    expect(treeOf(files)).toEqual({});
  });
});
