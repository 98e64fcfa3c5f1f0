/** Files written whole: made and replaced at once, with nothing left over. */
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FilesFault, O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_WRONLY, type Walk } from "../../files";
import { DiskFiles } from "./disk-files";

const bytes = (text: string) => new TextEncoder().encode(text);
const code = (expected: string) => expect.objectContaining({ code: expected });
const EXCLUSIVE = O_WRONLY | O_CREAT | O_EXCL;
const REPLACING = O_WRONLY | O_CREAT | O_TRUNC;

let root = "";
let files: DiskFiles;
const at = (path: string, walk: Walk = "follow") => files.locate(`/workspace${path}`, { walk });

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), "aegis-whole-"));
  files = new DiskFiles({ root, mount: "/workspace", mayWrite: (path) => !path.endsWith(".no") });
});
afterEach(() => fs.rmSync(root, { recursive: true }));

describe("a file that is made", () => {
  it.each([
    ["replacing", REPLACING],
    ["exclusively", EXCLUSIVE],
    ["adding", O_WRONLY | O_CREAT | O_APPEND],
  ])("%s, comes whole and under one name", (_, flags) => {
    // A watcher of the folder would see what a kill could leave: the file has its name only when it has its bytes.
    const walk = flags === EXCLUSIVE ? "entry" : "follow";
    files.writeFile(at("/new", walk === "entry" ? "link" : walk), bytes("all of it"), { flags, mode: 0o640 });
    expect(fs.readdirSync(root)).toEqual(["new"]);
    expect(fs.readFileSync(join(root, "new"), "utf8")).toBe("all of it");
    const { nlink, mode } = fs.statSync(join(root, "new"));
    expect([nlink, mode & 0o777]).toEqual([1, 0o640 & ~process.umask()]);
  });

  it("is not made in place of what came meanwhile, where it was to be new", () => {
    const located = at("/new", "link");
    fs.writeFileSync(join(root, "new"), "of another");
    expect(() => files.writeFile(located, bytes("x"), { flags: EXCLUSIVE })).toThrow(code("EEXIST"));
    expect(fs.readFileSync(join(root, "new"), "utf8")).toBe("of another");
    expect(fs.readdirSync(root)).toEqual(["new"]);
  });

  it("is not made where nothing may be written, nor below what is not there", () => {
    expect(() => files.writeFile(at("/x.no"), bytes("x"))).toThrow(code("EROFS"));
    expect(() => files.writeFile(at("/none/x"), bytes("x"))).toThrow(code("ENOENT"));
    expect(() => files.writeFile(at("/x/"), bytes("x"))).toThrow(code("EISDIR"));
    expect(() => files.writeFile(at("/x"), "x" as unknown as Uint8Array)).toThrow(FilesFault);
    expect(fs.readdirSync(root)).toEqual([]);
  });

  it("does not go through a link that was put there meanwhile", () => {
    const outside = fs.mkdtempSync(join(tmpdir(), "aegis-whole-out-"));
    const located = at("/new");
    fs.symlinkSync(join(outside, "made"), join(root, "new"));
    expect(() => files.writeFile(located, bytes("x"), { flags: REPLACING })).toThrow(code("STALE"));
    expect(fs.readdirSync(outside)).toEqual([]);
    expect(fs.readdirSync(root)).toEqual(["new"]);
    fs.rmSync(outside, { recursive: true });
  });
});
