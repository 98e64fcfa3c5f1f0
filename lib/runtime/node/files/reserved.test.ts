/** What belongs to whoever runs the agent: not seen, or not changed, whatever the policy says. */
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { O_RDONLY, O_RDWR, type Walk } from "../../files";
import { DiskFiles } from "./disk-files";

const bytes = (text: string) => new TextEncoder().encode(text);
const code = (expected: string) => expect.objectContaining({ code: expected });

let root = "";
let files: DiskFiles;
const at = (path: string, walk: Walk = "follow") => files.locate(`/workspace${path}`, { walk });

beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), "aegis-reserved-"));
  fs.mkdirSync(join(root, ".aegis/sessions"), { recursive: true });
  fs.writeFileSync(join(root, ".aegis/sessions/a.jsonl"), "records");
  fs.mkdirSync(join(root, "logs/deep"), { recursive: true });
  fs.writeFileSync(join(root, "logs/deep/b.jsonl"), "records");
  fs.writeFileSync(join(root, "agent.toml"), "spec");
  files = new DiskFiles({
    root,
    mount: "/workspace",
    mayWrite: () => true,
    reserved: {
      hidden: ["/workspace/.aegis", "/workspace/logs/deep/b.jsonl", "/workspace/logs/deep/b.jsonl.key"],
      fixed: ["/workspace/agent.toml"],
    },
  });
});
afterEach(() => fs.rmSync(root, { recursive: true }));

describe("what is hidden", () => {
  it.each(["/.aegis", "/.aegis/", "/.aegis/sessions", "/.aegis/sessions/a.jsonl", "/x/../.aegis/sessions"])(
    "is not reached as %s",
    (path) => {
      fs.mkdirSync(join(root, "x"));
      const located = at(path);
      expect(located.fault).toBe("EACCES");
      for (const call of [
        () => files.stat(located),
        () => files.readdir(located),
        () => files.readFile(located),
        () => files.writeFile(located, bytes("x")),
        () => files.open(located, O_RDONLY, 0),
        () => files.access(located, 0),
        () => files.realpath(located),
      ])
        expect(call).toThrow(code("EACCES"));
    },
  );

  it("is not reached by a link, that was there or is made", () => {
    fs.symlinkSync(".aegis/sessions", join(root, "old"));
    files.symlink(".aegis/sessions/a.jsonl", at("/new", "entry"));
    files.symlink("/workspace/.aegis", at("/whole", "entry"));
    for (const path of ["/old/a.jsonl", "/new", "/whole/sessions/a.jsonl"]) {
      expect(() => files.readFile(at(path))).toThrow(code("EACCES"));
      expect(() => files.open(at(path), O_RDWR, 0)).toThrow(code("EACCES"));
    }
    expect(fs.readFileSync(join(root, ".aegis/sessions/a.jsonl"), "utf8")).toBe("records");
  });

  it("is in no listing, and cannot be named, moved, removed or made", () => {
    expect(files.readdir(at("")).map(({ name }) => name)).toEqual(["agent.toml", "logs"]);
    expect(files.readdir(at("/logs/deep"))).toEqual([]);
    const log = at("/logs/deep/b.jsonl", "entry");
    expect(() => files.unlink(log)).toThrow(code("EACCES"));
    expect(() => files.rename(log, at("/seen", "entry"))).toThrow(code("EACCES"));
    expect(() => files.link(at("/logs/deep/b.jsonl"), at("/seen", "entry"))).toThrow(code("EACCES"));
    expect(() => files.rename(at("/agent.toml", "entry"), log)).toThrow();
    expect(() => files.writeFile(at("/logs/deep/b.jsonl.key"), bytes("x"))).toThrow(code("EACCES"));
    expect(() => files.mkdir(at("/.aegis/more", "entry"), 0o777)).toThrow(code("EACCES"));
  });

  it("does not come to light when a folder on the way is moved", () => {
    for (const path of ["/logs", "/logs/deep"]) {
      expect(() => files.rename(at(path, "entry"), at("/moved", "entry"))).toThrow(code("EROFS"));
      expect(() => files.chmod(at(path), 0o777)).toThrow(code("EROFS"));
    }
    files.writeFile(at("/logs/deep/other"), bytes("beside it everything goes"));
    files.mkdir(at("/logs/more", "entry"), 0o777);
    files.rename(at("/logs/more", "entry"), at("/moved", "entry"));
  });

  it("is not heard of by watching", async () => {
    const heard: string[] = [];
    const watching = files.watch(at("/logs/deep"), {}, ({ name }) => heard.push(name));
    try {
      fs.appendFileSync(join(root, "logs/deep/b.jsonl"), "more");
      fs.writeFileSync(join(root, "logs/deep/last"), "x");
      await expect.poll(() => heard, { timeout: 10_000 }).toContain("last");
      expect(new Set(heard)).toEqual(new Set(["last"]));
    } finally {
      watching.close();
    }
  });
});

describe("what is fixed", () => {
  it("is read, and not changed in any way", () => {
    const spec = at("/agent.toml");
    expect(files.readFile(spec)).toEqual(bytes("spec"));
    const entry = at("/agent.toml", "entry");
    for (const call of [
      () => files.writeFile(spec, bytes("x")),
      () => files.open(spec, O_RDWR, 0),
      () => files.truncate(spec, 0),
      () => files.chmod(spec, 0o777),
      () => files.unlink(entry),
      () => files.rename(entry, at("/x", "entry")),
      () => files.link(spec, at("/second", "entry")),
      () => files.rename(at("/logs", "entry"), entry),
    ])
      expect(call).toThrow(code("EROFS"));
    fs.writeFileSync(join(root, "mine"), "x");
    expect(() => files.rename(at("/mine", "entry"), entry)).toThrow(code("EROFS"));
    expect(fs.readFileSync(join(root, "agent.toml"), "utf8")).toBe("spec");
  });

  it("is not changed through a link to it", () => {
    files.symlink("agent.toml", at("/alias", "entry"));
    expect(() => files.writeFile(at("/alias"), bytes("x"))).toThrow(code("EROFS"));
  });
});
