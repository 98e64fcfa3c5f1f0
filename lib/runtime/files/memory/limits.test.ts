/** Room, read-only mounts and devices: what a guest cannot use up or change. */
import { describe, expect, it } from "vitest";
import { O_APPEND, O_CREAT, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from "../flags";
import { standardDevices } from "./devices";
import { bytes, newFiles } from "./testing/world";

const code = (expected: string) => expect.objectContaining({ code: expected });

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
