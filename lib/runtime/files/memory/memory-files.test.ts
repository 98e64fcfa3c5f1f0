/** What the table of single calls cannot show: open files, room, mounts, devices, and acting on what was decided. */
import { describe, expect, it } from "vitest";
import { O_APPEND, O_CREAT, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from "../flags";
import type { Walk } from "../types";
import { standardDevices } from "./devices";
import { MemoryFiles, type MemoryOptions } from "./memory-files";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

function newFiles(options: Partial<MemoryOptions> = {}) {
  let now = 1_000n;
  const files = new MemoryFiles({ clock: () => now++, ...options });
  const at = (path: string, walk: Walk = "follow") => files.locate(path, { walk });
  const entry = (path: string) => at(path, "entry");
  const put = (path: string, content: string) => files.writeFile(at(path), bytes(content));
  const get = (path: string) => text(files.readFile(at(path)));
  const open = (path: string, flags: number) => files.open(at(path), flags, 0o666);
  const write = (fd: number, content: string, position: number | null = null) =>
    files.write(fd, bytes(content), 0, bytes(content).length, position);
  const read = (fd: number, length: number, position: number | null = null) => {
    const buffer = new Uint8Array(length);
    return text(buffer.subarray(0, files.read(fd, buffer, 0, length, position)));
  };
  return { files, at, entry, put, get, open, write, read };
}
const code = (expected: string) => expect.objectContaining({ code: expected });

describe("open files", () => {
  it("outlive their names, and their room comes back with the last close", () => {
    const { files, entry, put, open, read, write } = newFiles();
    put("/a", "hello");
    const used = files.usage();
    const fd = open("/a", O_RDWR);
    const second = open("/a", O_RDONLY);
    files.unlink(entry("/a"));
    expect(files.opened(fd, "read")).toEqual({ kind: "file", flags: O_RDWR, path: undefined });
    expect(files.fstat(fd).nlink).toBe(0);
    write(fd, "HE", 0);
    expect(read(second, 10)).toBe("HEllo");
    files.close(fd);
    expect(files.usage().files).toBe(used.files);
    files.close(second);
    expect(files.usage()).toEqual({ bytes: 0, files: used.files - 1, descriptors: 0 });
  });

  it("keep up with renames", () => {
    const { files, entry, put, open } = newFiles();
    files.mkdir(entry("/d"), 0o777);
    put("/d/a", "x");
    const fd = open("/d/a", O_RDONLY);
    files.rename(entry("/d/a"), entry("/d/b"));
    files.rename(entry("/d"), entry("/e"));
    expect(files.opened(fd, "read").path).toBe("/e/b");
    put("/c", "y");
    files.rename(entry("/c"), entry("/e/b"));
    expect(files.opened(fd, "read").path).toBeUndefined();
    expect(files.fstat(fd).nlink).toBe(0);
  });

  it("take the lowest free number from 3 on", () => {
    const { files, put, open } = newFiles();
    put("/a", "");
    expect([open("/a", O_RDONLY), open("/a", O_RDONLY), open("/a", O_RDONLY)]).toEqual([3, 4, 5]);
    files.close(4);
    expect(open("/a", O_RDONLY)).toBe(4);
    expect(() => files.close(99)).toThrow("EBADF: bad file descriptor, close");
  });

  it("append, even where a position is given", () => {
    const { open, write, get, put } = newFiles();
    put("/a", "one");
    const fd = open("/a", O_WRONLY | O_APPEND);
    write(fd, "two", 0);
    write(fd, "three");
    expect(get("/a")).toBe("onetwothree");
  });

  it("grow over holes that take no room", () => {
    const { files, at, open, write, read } = newFiles();
    const fd = open("/a", O_RDWR | O_CREAT);
    write(fd, "end", 1_000_000);
    expect(files.fstat(fd).size).toBe(1_000_003);
    expect(files.usage().bytes).toBeLessThan(70_000);
    expect(read(fd, 4, 999_998)).toBe("\0\0en");
    files.ftruncate(fd, 2_000_000);
    files.ftruncate(fd, 1_000_001);
    files.ftruncate(fd, 1_000_003);
    expect(read(fd, 5, 1_000_000)).toBe("e\0\0");
    expect(files.readFile(at("/a")).length).toBe(1_000_003);
  });

  it("do not share bytes with whoever wrote or reads them", () => {
    const { files, at, get } = newFiles();
    const written = bytes("before");
    files.writeFile(at("/a"), written);
    written.fill(0);
    files.readFile(at("/a")).fill(0);
    expect(get("/a")).toBe("before");
  });

  it("read and write only what they were opened for", () => {
    const { put, open, read, write, files } = newFiles();
    put("/a", "x");
    expect(() => read(open("/a", O_WRONLY), 1)).toThrow("EBADF: bad file descriptor, read");
    expect(() => write(open("/a", O_RDONLY), "x")).toThrow("EBADF: bad file descriptor, write");
    expect(() => files.ftruncate(open("/a", O_RDONLY), 0)).toThrow("EINVAL: invalid argument, ftruncate");
    expect(() => read(open("/", O_RDONLY), 1)).toThrow("EISDIR: illegal operation on a directory, read");
  });
});

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

describe("room", () => {
  it("for bytes ends with ENOSPC, and the file is what it was", () => {
    const { files, at, put, get, open, write } = newFiles({ limits: { bytes: 1_000 } });
    put("/a", "x".repeat(600));
    expect(() => put("/b", "x".repeat(600))).toThrow("ENOSPC: no space left on device, write");
    expect(at("/b").kind).toBeUndefined();
    expect(() => put("/a", "y".repeat(1_001))).toThrow(code("ENOSPC"));
    expect(get("/a")).toBe("x".repeat(600));
    put("/a", "y".repeat(1_000));
    const fd = open("/a", O_WRONLY | O_APPEND);
    expect(() => write(fd, "z")).toThrow(code("ENOSPC"));
    expect(() => files.copyFile(at("/a"), at("/b"), 0)).toThrow(code("ENOSPC"));
    expect(files.statfs(at("/"))).toMatchObject({ blocks: 0, bfree: 0 });
    put("/a", "");
    expect(files.usage().bytes).toBe(0);
  });

  it("in one file ends with EFBIG", () => {
    const { files, at, open, write, put } = newFiles({ limits: { fileBytes: 10 } });
    const fd = open("/a", O_RDWR | O_CREAT);
    expect(() => write(fd, "x", 10)).toThrow(code("EFBIG"));
    expect(() => files.ftruncate(fd, 11)).toThrow(code("EFBIG"));
    expect(() => files.truncate(at("/a"), 2 ** 52)).toThrow(code("EFBIG"));
    expect(() => put("/b", "x".repeat(11))).toThrow(code("EFBIG"));
  });

  it("for files and for open files", () => {
    const { files, entry, put, open } = newFiles({ limits: { files: 3, descriptors: 1, watches: 1 } });
    put("/a", "");
    put("/b", "");
    expect(() => put("/c", "")).toThrow("ENOSPC: no space left on device, open '/c'");
    expect(() => files.mkdir(entry("/c"), 0o777)).toThrow(code("ENOSPC"));
    expect(() => files.symlink("a", entry("/c"))).toThrow(code("ENOSPC"));
    files.link(files.locate("/a", { walk: "link" }), entry("/c"));
    open("/a", O_RDONLY);
    expect(() => open("/a", O_RDONLY)).toThrow("EMFILE: too many open files, open '/a'");
    files.watch(files.locate("/a", { walk: "follow" }), {}, () => {});
    expect(() => files.watch(files.locate("/a", { walk: "follow" }), {}, () => {})).toThrow(code("EMFILE"));
  });

  it.each([{ bytes: -1 }, { files: Number.NaN }, { fileBytes: 2 ** 31 }, { descriptors: 1.5 }])(
    "is not bounded by %s",
    (limits) => {
      expect(() => newFiles({ limits })).toThrow(code("BAD_ARGUMENT"));
    },
  );
});

describe("a read-only mount", () => {
  it("refuses every change and nothing else", () => {
    const { files, at, entry, get, open } = newFiles();
    files.mount("/ro", { "d/a": "text", l: { symlink: "d/a" } }, { isReadOnly: true });
    expect(get("/ro/l")).toBe("text");
    const refused: (() => unknown)[] = [
      () => open("/ro/d/a", O_RDWR),
      () => open("/ro/new", O_WRONLY | O_CREAT),
      () => open("/ro/d/a", O_RDONLY | O_TRUNC),
      () => files.writeFile(at("/ro/d/a"), bytes("x")),
      () => files.mkdir(entry("/ro/new"), 0o777),
      () => files.mkdir(at("/ro/x/y"), 0o777, true),
      () => files.rmdir(entry("/ro/d")),
      () => files.unlink(entry("/ro/d/a")),
      () => files.rename(entry("/ro/d/a"), entry("/ro/b")),
      () => files.symlink("a", entry("/ro/new")),
      () => files.link(at("/ro/d/a", "link"), entry("/ro/new")),
      () => files.chmod(at("/ro/d/a"), 0),
      () => files.utimes(at("/ro/d/a"), 0, 0),
      () => files.truncate(at("/ro/d/a"), 0),
      () => files.access(at("/ro/d/a"), 2),
      () => files.copyFile(at("/ro/d/a"), at("/ro/b"), 0),
    ];
    for (const call of refused) expect(call).toThrow(code("EROFS"));
    expect(() => files.rename(entry("/ro/d/a"), entry("/b"))).toThrow(code("EXDEV"));
    expect(() => files.link(at("/ro/d/a", "link"), entry("/b"))).toThrow(code("EXDEV"));
    expect(() => files.rmdir(entry("/ro"))).toThrow(code("EBUSY"));
    expect(() => files.rename(entry("/ro"), entry("/b"))).toThrow(code("EBUSY"));
    files.copyFile(at("/ro/d/a"), at("/b"), 0);
    expect(get("/b")).toBe("text");
  });
});

describe("devices", () => {
  it("read and swallow, and cannot be added or removed", () => {
    const devices = standardDevices((buffer) => crypto.getRandomValues(buffer));
    const { files, at, entry, put, get, open, read, write } = newFiles({ devices });
    put("/dev/null", "swallowed");
    expect(get("/dev/null")).toBe("");
    expect(read(open("/dev/zero", O_RDONLY), 3)).toBe("\0\0\0");
    const buffer = new Uint8Array(200_000);
    expect(files.read(open("/dev/urandom", O_RDONLY), buffer, 0, buffer.length, null)).toBe(200_000);
    expect(new Set(buffer).size).toBe(256);
    expect(write(open("/dev/null", O_WRONLY), "abc")).toBe(3);
    expect(() => get("/dev/zero")).toThrow(code("EFBIG"));
    expect(() => files.unlink(entry("/dev/null"))).toThrow(code("EACCES"));
    expect(() => put("/dev/shm", "x")).toThrow(code("EACCES"));
    expect(() => files.chmod(at("/dev/null"), 0)).toThrow(code("EPERM"));
    expect(files.stat(at("/dev/null"))).toMatchObject({ mode: 0o20666, rdev: 0x103, uid: 0, size: 0 });
    expect(at("/proc").kind).toBeUndefined();
  });
});

describe("attributes", () => {
  it("of time, from the clock that was handed in", () => {
    const { files, at, put } = newFiles();
    put("/a", "x");
    const made = files.stat(at("/a"));
    expect(made.birthtimeNs).toBe(made.atimeNs);
    files.utimes(at("/a"), 1.5, 2);
    expect(files.stat(at("/a"))).toMatchObject({ atimeNs: 1_500_000_000n, mtimeNs: 2_000_000_000n });
    expect(files.stat(at("/a")).ctimeNs).toBeGreaterThan(made.ctimeNs);
    expect(() => files.utimes(at("/a"), Number.NaN, 0)).toThrow("EINVAL: invalid argument, utime '/a'");
  });
  it("of the owner stay", () => {
    const { files, at, put } = newFiles();
    put("/a", "x");
    files.chown(at("/a"), 1000, -1);
    expect(() => files.chown(at("/a"), 0, 0)).toThrow("EPERM: operation not permitted, chown '/a'");
    expect(files.stat(at("/a"))).toMatchObject({ uid: 1000, gid: 1000 });
  });
});
