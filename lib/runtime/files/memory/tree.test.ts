import { describe, expect, it } from "vitest";
import { MemoryFiles } from "./memory-files";
import type { Tree } from "./tree";

const bytes = (text: string) => new TextEncoder().encode(text);
const newFiles = (limits = {}) => new MemoryFiles({ clock: () => 0n, limits });

const TREE: Tree = {
  "a.txt": "text",
  "bin/run": { content: bytes("#!"), mode: 0o755 },
  "bin/link": { symlink: "../a.txt" },
  empty: { folder: true, mode: 0o700 },
  __proto__x: "x",
  ["__proto__"]: "a name as any other",
};

it("what is mounted is exported, and can be mounted again", () => {
  const files = newFiles();
  files.mount("/w", TREE);
  const exported = files.export("/w");
  expect(exported).toEqual({
    "a.txt": { content: bytes("text"), mode: 0o644 },
    bin: { folder: true, mode: 0o755 },
    "bin/run": { content: bytes("#!"), mode: 0o755 },
    "bin/link": { symlink: "../a.txt" },
    empty: { folder: true, mode: 0o700 },
    __proto__x: { content: bytes("x"), mode: 0o644 },
    ["__proto__"]: { content: bytes("a name as any other"), mode: 0o644 },
  });
  const other = newFiles();
  other.mount("/elsewhere", exported);
  expect(other.export("/elsewhere")).toEqual(exported);
});

it("a walk goes through folders before what is in them, by name", () => {
  const files = newFiles();
  files.mount("/", { "b/c": "", "b/a/x": "", a: "", "b-": "" });
  expect([...files.walk("/")].map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    "a file",
    "b directory",
    "b/a directory",
    "b/a/x file",
    "b/c file",
    "b- file",
  ]);
  expect(() => [...files.walk("/a")]).toThrow(expect.objectContaining({ code: "ENOTDIR" }));
});

describe("a tree that cannot be mounted leaves nothing behind", () => {
  it.each<[string, string, unknown]>([
    ["a name ..", "BAD_ARGUMENT", { "a/../b": "" }],
    ["a name with a NUL", "BAD_ARGUMENT", { "a\0b": "" }],
    ["no name", "BAD_ARGUMENT", { "": "" }],
    ["a file as a folder", "BAD_ARGUMENT", { a: "", "a/b": "" }],
    ["an entry of no kind", "BAD_ARGUMENT", { ok: "", a: 5 }],
    ["a link to nothing", "BAD_ARGUMENT", { a: { symlink: "" } }],
    ["too many bytes", "ENOSPC", { ok: "x", a: "y".repeat(100) }],
    ["too many files", "ENOSPC", { a: "", b: "", c: "", d: "", e: "" }],
  ])("%s", (_, code, tree) => {
    const files = newFiles({ bytes: 50, files: 5 });
    const before = files.usage();
    expect(() => files.mount("/w", tree as Tree)).toThrow(expect.objectContaining({ code }));
    expect(files.usage()).toEqual(before);
    expect(files.export("/")).toEqual({});
  });
});
