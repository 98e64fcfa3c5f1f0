/** What the table of single calls cannot show: open files and attributes. */
import { describe, expect, it } from "vitest";
import { O_APPEND, O_CREAT, O_RDONLY, O_RDWR, O_WRONLY } from "../flags";
import { bytes, newFiles } from "./testing/world";

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
