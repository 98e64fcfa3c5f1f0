/** Files in memory with a real folder at /workspace: one tree, two systems. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskFiles } from "../../node/files";
import { O_CREAT, O_RDONLY, O_RDWR } from "../flags";
import { MemoryFiles } from "../memory";
import type { Walk } from "../types";
import { MountedFiles } from "./mounted-files";

let root = "";
let files: MountedFiles;
const at = (path: string, walk: Walk = "follow") => files.locate(path, { walk });
const get = (path: string) => new TextDecoder().decode(files.readFile(at(path)));
const put = (path: string, text: string) => files.writeFile(at(path), new TextEncoder().encode(text));
const code = (expected: string) => expect.objectContaining({ code: expected });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aegis-mounted-"));
  mkdirSync(join(root, "d"));
  writeFileSync(join(root, "d/a"), "on disk");
  const memory = new MemoryFiles({ clock: () => BigInt(Date.now()) * 1_000_000n });
  memory.mount("/", { workspace: { folder: true }, "tmp/a": "in memory", into: { symlink: "workspace/d" } });
  const disk = new DiskFiles({ root, mount: "/workspace", mayWrite: () => true });
  files = new MountedFiles(memory, [{ path: "/workspace", files: disk }]);
});
afterEach(() => rmSync(root, { recursive: true }));

it("each path is found where it belongs", () => {
  expect(get("/workspace/d/a")).toBe("on disk");
  expect(get("/tmp/a")).toBe("in memory");
  put("/workspace/new", "x");
  put("/tmp/new", "y");
  expect(readFileSync(join(root, "new"), "utf8")).toBe("x");
  expect(files.readdir(at("/")).map(({ name }) => name)).toEqual(["into", "tmp", "workspace"]);
  expect(files.readdir(at("/workspace")).map(({ name }) => name)).toEqual(["d", "new"]);
});

it.each([
  ["/workspace/../tmp/a", "/tmp/a", "in memory"],
  ["/workspace/d/../../tmp/a", "/tmp/a", "in memory"],
  ["/tmp/../workspace/d/a", "/workspace/d/a", "on disk"],
  ["/into/a", "/workspace/d/a", "on disk"],
  ["/into/../d/a", "/workspace/d/a", "on disk"],
  ["/workspace/../workspace/../workspace/d/a", "/workspace/d/a", "on disk"],
])("%s is %s", (path, canonical, text) => {
  expect(at(path).path).toBe(canonical);
  expect(get(path)).toBe(text);
});

describe("between the two", () => {
  it("nothing is renamed or linked, and everything is copied", () => {
    expect(() => files.rename(at("/tmp/a", "entry"), at("/workspace/b", "entry"))).toThrow(
      "EXDEV: cross-device link not permitted, rename '/tmp/a' -> '/workspace/b'",
    );
    expect(() => files.link(at("/workspace/d/a", "link"), at("/tmp/b", "entry"))).toThrow(code("EXDEV"));
    files.copyFile(at("/tmp/a"), at("/workspace/b"), 0);
    expect(get("/workspace/b")).toBe("in memory");
    expect(() => files.copyFile(at("/tmp/none"), at("/workspace/b"), 0)).toThrow(
      "ENOENT: no such file or directory, copyfile '/tmp/none' -> '/workspace/b'",
    );
  });
  it("the mount point stays", () => {
    for (const call of [
      () => files.rmdir(at("/workspace", "entry")),
      () => files.rename(at("/workspace", "entry"), at("/other", "entry")),
    ])
      expect(call).toThrow(expect.objectContaining({ code: expect.stringMatching(/EBUSY|EXDEV/) }));
    expect(get("/workspace/d/a")).toBe("on disk");
  });
  it("a link on disk does not lead into memory", () => {
    symlinkSync("../tmp/a", join(root, "l"));
    expect(() => get("/workspace/l")).toThrow(code("EACCES"));
  });
});

it("open files have one row of numbers", () => {
  const memory = files.open(at("/tmp/a"), O_RDONLY, 0);
  const disk = files.open(at("/workspace/new"), O_RDWR | O_CREAT, 0o666);
  expect([memory, disk]).toEqual([3, 4]);
  files.write(disk, new Uint8Array([65]), 0, 1, null);
  expect(files.fstat(disk).size).toBe(1);
  files.close(memory);
  expect(files.open(at("/workspace/d/a"), O_RDONLY, 0)).toBe(3);
  expect(() => files.fsync(9)).toThrow("EBADF: bad file descriptor, fsync");
});

it("takes only what it has located itself", () => {
  expect(() => files.stat({ ...at("/tmp/a") })).toThrow(code("FOREIGN"));
});
