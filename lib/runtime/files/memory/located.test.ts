/** What is located, and acting on what was decided. */
import { describe, expect, it } from "vitest";
import { O_CREAT, O_RDWR, O_WRONLY } from "../flags";
import type { Walk } from "../types";
import { bytes, newFiles } from "./testing/world";

const code = (expected: string) => expect.objectContaining({ code: expected });

describe("acting on what was decided", () => {
  it.each<[string, (world: ReturnType<typeof newFiles>) => void]>([
    [
      "the file is replaced by a link",
      ({ files, entry }) => {
        files.unlink(entry("/d/a"));
        files.symlink("/secret", entry("/d/a"));
      },
    ],
    ["the file is replaced by another", ({ files, entry }) => files.rename(entry("/secret"), entry("/d/a"))],
    [
      "the folder is replaced by a link",
      ({ files, entry }) => {
        files.rename(entry("/d"), entry("/old"));
        files.symlink("/other", entry("/d"));
      },
    ],
    [
      "the folder is replaced by another",
      ({ files, entry }) => {
        files.rename(entry("/d"), entry("/old"));
        files.rename(entry("/other"), entry("/d"));
      },
    ],
    ["the file is gone", ({ files, entry }) => files.unlink(entry("/d/a"))],
    ["the folder has moved", ({ files, entry }) => files.rename(entry("/d"), entry("/old"))],
  ])("fails when %s in between", (_, swap) => {
    const world = newFiles();
    const { files, at, entry, put } = world;
    for (const folder of ["/d", "/other"]) files.mkdir(entry(folder), 0o777);
    for (const path of ["/d/a", "/other/a", "/secret"]) put(path, path);
    const decided = at("/d/a");
    const removed = entry("/d/a");
    swap(world);
    expect(() => files.readFile(decided)).toThrow(code("STALE"));
    expect(() => files.open(decided, O_RDWR, 0)).toThrow(code("STALE"));
    expect(() => files.writeFile(decided, bytes("x"))).toThrow(code("STALE"));
    expect(() => files.unlink(removed)).toThrow(code("STALE"));
  });

  it("fails when something appears where a file was to be made", () => {
    const { files, at, entry } = newFiles();
    const decided = at("/new");
    const folder = files.locate("/x/y/z", { walk: "follow" });
    files.symlink("/elsewhere", entry("/new"));
    files.symlink("/elsewhere", entry("/x"));
    expect(() => files.writeFile(decided, bytes("x"))).toThrow(code("STALE"));
    expect(() => files.mkdir(folder, 0o777, true)).toThrow(code("STALE"));
  });

  it("goes on when only other names have changed", () => {
    const { files, at, put, get } = newFiles();
    put("/a", "1");
    const decided = at("/a");
    put("/b", "2");
    files.writeFile(decided, bytes("3"));
    expect(get("/a")).toBe("3");
  });

  it("takes locations only from the same file system, and as the call asks for", () => {
    const { files, at } = newFiles();
    expect(() => files.stat(newFiles().at("/"))).toThrow(code("FOREIGN"));
    expect(() => files.stat({ ...at("/") })).toThrow(code("FOREIGN"));
    expect(() => files.unlink(at("/"))).toThrow(code("BAD_ARGUMENT"));
    expect(() => files.open(at("/a", "link"), O_CREAT | O_WRONLY, 0)).toThrow(code("BAD_ARGUMENT"));
  });
});

describe("a location", () => {
  it.each<[string, Walk, string, string | undefined]>([
    ["/", "follow", "/", undefined],
    ["//d/./a", "follow", "/d/a", undefined],
    ["/l/a", "follow", "/d/a", undefined],
    ["/l/../d/new", "follow", "/d/new", undefined],
    ["/out", "link", "/out", undefined],
    ["/out", "follow", "/secret", undefined],
    ["/d/up/../secret", "entry", "/secret", undefined],
    ["/x/y/z", "follow", "/x/y/z", "ENOENT"],
    ["/d/a/b", "follow", "/d/a/b", "ENOTDIR"],
    ["/l/x/../../y", "follow", "/y", "ENOENT"],
    ["/loop", "follow", "/loop", "ELOOP"],
    ["", "follow", "/", "ENOENT"],
    [`/${"a/".repeat(3000)}`, "follow", `/${"a/".repeat(2999)}a`, "ENAMETOOLONG"],
  ])("of %s by %s is %s", (path, walk, canonical, fault) => {
    const { files, at, entry, put } = newFiles();
    files.mkdir(entry("/d"), 0o777);
    put("/d/a", "");
    put("/secret", "");
    files.symlink("d", entry("/l"));
    files.symlink("..", entry("/d/up"));
    files.symlink("../secret", entry("/out"));
    files.symlink("loop", entry("/loop"));
    expect(at(path, walk)).toMatchObject({ path: canonical, fault });
    if (fault) expect(() => files.resolve(path, { follow: true })).toThrow(code(fault));
    else if (walk !== "entry") expect(files.resolve(path, { follow: walk === "follow" })).toBe(canonical);
  });

  it("says what recursive mkdir will make", () => {
    const { files, at } = newFiles();
    const missing = at("/a/b/c");
    expect(missing.missing).toEqual(["a", "b"]);
    expect(files.mkdir(missing, 0o777, true)).toBe("/a");
    expect(files.mkdir(at("/a/b/c"), 0o777, true)).toBeUndefined();
  });

  it("follows forty links and no more", () => {
    const { files, entry, at, put } = newFiles();
    put("/l0", "x");
    for (let i = 1; i <= 41; i++) files.symlink(`l${i - 1}`, entry(`/l${i}`));
    expect(at("/l40").path).toBe("/l0");
    expect(at("/l41").fault).toBe("ELOOP");
  });
});
