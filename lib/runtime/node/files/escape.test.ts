/** Ways out of the folder, tried: links, devices, second names, and links swapped in while a call is made. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FilesFault, FsError, O_CREAT, O_RDONLY, O_RDWR, O_WRONLY, type Walk } from "../../files";
import { DiskFiles } from "./disk-files";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);
const code = (expected: string) => expect.objectContaining({ code: expected });
const SECRET = "the secret";

let base = "";
let root = "";
let outside = "";
let files: DiskFiles;
let writable: (path: string) => boolean = () => true;
const at = (path: string, walk: Walk = "follow") => files.locate(`/workspace${path}`, { walk });

beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), "aegis-escape-"));
  root = join(base, "root");
  outside = join(base, "outside");
  for (const folder of [root, outside, join(root, "d")]) fs.mkdirSync(folder);
  fs.writeFileSync(join(outside, "a"), SECRET);
  fs.writeFileSync(join(root, "d", "a"), "inside");
  writable = () => true;
  files = new DiskFiles({ root, mount: "/workspace", mayWrite: (path) => writable(path) });
});
afterEach(() => fs.rmSync(base, { recursive: true }));

describe("a link that leaves the folder", () => {
  it.each([
    ["by going up", "../outside"],
    ["by its whole path", "OUTSIDE"],
    ["by way of the root of the machine", "/proc/self/root/OUTSIDE"],
    ["by way of a folder in it", "d/../../outside"],
    ["to a folder whose name begins alike", "ROOTx"],
  ])("%s is not followed", (_, target) => {
    fs.mkdirSync(`${root}x`);
    fs.writeFileSync(`${root}x/a`, SECRET);
    fs.symlinkSync(target.replace("OUTSIDE", outside).replace("ROOT", root), join(root, "l"));
    for (const path of ["/l", "/l/a", "/l/new", "/l/", "/l/x/y"]) {
      const located = at(path);
      expect(located).toMatchObject({ fault: "EACCES", kind: undefined });
      expect(located.path.startsWith("/workspace/l")).toBe(true);
      expect(() => files.readFile(located)).toThrow(code("EACCES"));
      expect(() => files.writeFile(located, bytes("x"))).toThrow(code("EACCES"));
      expect(() => files.stat(located)).toThrow(code("EACCES"));
      expect(() => files.readdir(located)).toThrow(code("EACCES"));
      expect(() => files.mkdir(located, 0o777, true)).toThrow(code("EACCES"));
    }
    expect(() => files.unlink(at("/l/a", "entry"))).toThrow(code("EACCES"));
    expect(() => files.rename(at("/d/a", "entry"), at("/l/b", "entry"))).toThrow(code("EACCES"));
    expect(files.readlink(at("/l", "link"))).not.toBe("");
    files.unlink(at("/l", "entry"));
    expect(fs.readFileSync(join(outside, "a"), "utf8")).toBe(SECRET);
    expect(fs.readdirSync(outside)).toEqual(["a"]);
  });

  it.each(["../outside", "/etc", "d/../../x", "/workspace/../etc", "/workspacex"])(
    "is not made: %s",
    (target) => {
      expect(() => files.symlink(target, at("/l", "entry"))).toThrow(code("EPERM"));
    },
  );

  it("is one only if it leaves: whole paths into the folder are followed, and made relative", () => {
    files.symlink("/workspace/d/a", at("/l", "entry"));
    expect(fs.readlinkSync(join(root, "l"))).toBe("d/a");
    fs.symlinkSync(join(root, "d"), join(root, "whole"));
    expect(at("/whole/a").path).toBe("/workspace/d/a");
    expect(text(files.readFile(at("/l")))).toBe("inside");
  });
});

describe("a path that leaves the folder", () => {
  it.each(["/..", "/../outside/a", "/d/../../outside/a"])("%s leads nowhere", (path) => {
    expect(at(path).fault).toBe("EACCES");
  });
  it.each(["/etc/passwd", "/workspacex", "workspace/a", ""])("%s is none of it", (path) => {
    expect(() => files.locate(path, { walk: "follow" })).toThrow(FilesFault);
  });
});

it.runIf(process.platform !== "win32")(
  "FIFOs, sockets and devices are not opened, and nothing waits for them",
  () => {
    execFileSync("mkfifo", [join(root, "fifo")]);
    fs.symlinkSync("fifo", join(root, "l"));
    for (const path of ["/fifo", "/l"]) {
      expect(() => files.open(at(path), O_RDONLY, 0)).toThrow(code("EACCES"));
      expect(() => files.writeFile(at(path), bytes("x"))).toThrow(code("EACCES"));
    }
    expect(files.readdir(at("")).map(({ name }) => name)).toEqual(["d", "l"]);
  },
);

describe("what may not be written", () => {
  it("is not changed in any way", () => {
    fs.symlinkSync("a", join(root, "d", "l"));
    fs.mkdirSync(join(root, "out"));
    writable = (path) => !path.startsWith("/workspace/d");
    const refused: (() => unknown)[] = [
      () => files.writeFile(at("/d/a"), bytes("x")),
      () => files.writeFile(at("/d/new"), bytes("x")),
      () => files.open(at("/d/a"), O_RDWR, 0),
      () => files.open(at("/d/new"), O_WRONLY | O_CREAT, 0o666),
      () => files.truncate(at("/d/a"), 0),
      () => files.unlink(at("/d/a", "entry")),
      () => files.rmdir(at("/d", "entry")),
      () => files.rename(at("/d/a", "entry"), at("/out/a", "entry")),
      () => files.rename(at("/out", "entry"), at("/d/out", "entry")),
      () => files.link(at("/d/a", "link"), at("/out/a", "entry")),
      () => files.symlink("a", at("/d/m", "entry")),
      () => files.mkdir(at("/d/m", "entry"), 0o777),
      () => files.mkdir(at("/d/m/n"), 0o777, true),
      () => files.chmod(at("/d/a"), 0),
      () => files.utimes(at("/d/a"), 0, 0),
      () => files.utimes(at("/d/l", "link"), 0, 0),
      () => files.copyFile(at("/d/a"), at("/d/b"), 0),
      () => files.access(at("/d/a"), 2),
      () => files.fchmod(files.open(at("/d/a"), O_RDONLY, 0), 0),
    ];
    for (const call of refused) expect(call).toThrow(code("EROFS"));
    expect(text(files.readFile(at("/d/a")))).toBe("inside");
    files.copyFile(at("/d/a"), at("/out/a"), 0);
    expect(fs.readdirSync(join(root, "d")).sort()).toEqual(["a", "l"]);
  });
});

describe("acting on what was decided", () => {
  it.each<[string, () => void]>([
    [
      "the file is a link",
      () => {
        fs.rmSync(join(root, "d/a"));
        fs.symlinkSync(join(outside, "a"), join(root, "d/a"));
      },
    ],
    [
      "the file is another",
      () => {
        fs.writeFileSync(join(root, "b"), "b");
        fs.renameSync(join(root, "b"), join(root, "d/a"));
      },
    ],
    [
      "the folder is a link",
      () => {
        fs.renameSync(join(root, "d"), join(root, "e"));
        fs.symlinkSync(outside, join(root, "d"));
      },
    ],
    ["the folder is gone", () => fs.renameSync(join(root, "d"), join(base, "moved"))],
  ])("fails when %s by now", (_, swap) => {
    const decided = at("/d/a");
    const entry = at("/d/a", "entry");
    swap();
    for (const call of [
      () => files.readFile(decided),
      () => files.open(decided, O_RDWR, 0),
      () => files.writeFile(decided, bytes("x")),
      () => files.chmod(decided, 0),
      () => files.unlink(entry),
    ])
      expect(call).toThrow(code("STALE"));
    expect(fs.readFileSync(join(outside, "a"), "utf8")).toBe(SECRET);
  });

  it("does not write through a link that appears where a file was to be made", () => {
    const decided = at("/new");
    fs.symlinkSync(join(outside, "made"), join(root, "new"));
    expect(() => files.writeFile(decided, bytes("x"))).toThrow(code("STALE"));
    expect(fs.existsSync(join(outside, "made"))).toBe(false);
  });
});

it("a file written whole is never seen half, and keeps its mode and its other names", () => {
  fs.chmodSync(join(root, "d/a"), 0o640);
  const fd = files.open(at("/d/a"), O_RDONLY, 0);
  files.writeFile(at("/d/a"), bytes("new and longer"));
  // Whoever has it open reads the old one to its end.
  const buffer = new Uint8Array(20);
  expect(text(buffer.subarray(0, files.read(fd, buffer, 0, 20, null)))).toBe("inside");
  files.close(fd);
  expect(fs.readFileSync(join(root, "d/a"), "utf8")).toBe("new and longer");
  expect(fs.statSync(join(root, "d/a")).mode & 0o777).toBe(0o640);
  fs.linkSync(join(root, "d/a"), join(root, "b"));
  files.writeFile(at("/d/a"), bytes("both"));
  expect(fs.readFileSync(join(root, "b"), "utf8")).toBe("both");
  expect(fs.readdirSync(join(root, "d"))).toEqual(["a"]);
});

it("an open file is told by the name that it has now", () => {
  const fd = files.open(at("/d/a"), O_RDONLY, 0);
  files.rename(at("/d", "entry"), at("/e", "entry"));
  if (files.isExact) expect(files.opened(fd, "read").path).toBe("/workspace/e/a");
  files.unlink(at("/e/a", "entry"));
  if (files.isExact) expect(files.opened(fd, "read").path).toBeUndefined();
  files.close(fd);
  expect(() => files.fstat(fd)).toThrow("EBADF: bad file descriptor, fstat");
});

/** Puts the folder and a link out of it under the same name in turn, until it is ended. */
const SWAPPER = `
const fs = require("node:fs");
const [root, outside] = process.argv.slice(1);
fs.symlinkSync(outside, root + "/link");
process.stdout.write("ready");
for (;;) {
  fs.renameSync(root + "/d", root + "/aside"); fs.renameSync(root + "/link", root + "/d");
  fs.renameSync(root + "/d", root + "/link"); fs.renameSync(root + "/aside", root + "/d");
}`;
const ROUNDS = 20_000;

describe("while another process swaps a folder for a link out of it", () => {
  it.runIf(process.platform === "linux")(
    "nothing outside is read, made or changed",
    { timeout: 600_000 },
    async () => {
      expect(files.isExact).toBe(true);
      const child = spawn(process.execPath, ["-e", SWAPPER, root, outside], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "exit");
      const seen = new Map<string, number>();
      const tried = (name: string, call: () => unknown): void => {
        let outcome = "ok";
        try {
          call();
        } catch (error) {
          if (!(error instanceof FsError || error instanceof FilesFault)) throw error;
          outcome = error.code;
        }
        seen.set(`${name} ${outcome}`, (seen.get(`${name} ${outcome}`) ?? 0) + 1);
      };
      try {
        await once(child.stdout, "data");
        for (let round = 0; round < ROUNDS; round++) {
          tried("read", () => expect(text(files.readFile(at("/d/a")))).not.toBe(SECRET));
          tried("make", () => files.mkdir(at("/d/made", "entry"), 0o777));
          tried("remove", () => files.rmdir(at("/d/made", "entry")));
          if (round % 10 === 0) tried("write", () => files.writeFile(at("/d/b"), bytes("b")));
          tried("list", () => expect(files.readdir(at("/d")).length).toBeLessThan(99));
        }
      } finally {
        child.kill("SIGKILL");
        await ended;
      }
      // Both sides of the race were met, or nothing was tested.
      expect(seen.get("read ok")).toBeGreaterThan(0);
      expect((seen.get("read EACCES") ?? 0) + (seen.get("read STALE") ?? 0)).toBeGreaterThan(0);
      expect(fs.readdirSync(outside)).toEqual(["a"]);
      expect(fs.readFileSync(join(outside, "a"), "utf8")).toBe(SECRET);
    },
  );
});
