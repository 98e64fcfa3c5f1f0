import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";

const ask = asking(`
[capabilities.filesystem]
read = ["/workspace/**", "/workspace/out/**"]
write = ["/workspace/out/**", "/only-write/**"]
deny = ["**/*.key", "**/.env*", "/workspace/out/secret/**"]
approve = ["/workspace/out/final/**"]
`);

describe("files", () => {
  it.each([
    ["fs.read", "/workspace/a", "allow filesystem.read[0]"],
    ["fs.read", "a", "allow filesystem.read[0]"],
    ["fs.list", "/workspace", "allow filesystem.read[0]"],
    ["fs.stat", "/only-write/x", "allow filesystem.write[1]"],
    ["fs.write", "/workspace/a", "deny DENIED_BY_DEFAULT"],
    ["fs.write", "/workspace/out/a", "allow filesystem.write[0]"],
    ["fs.delete", "/workspace/out/final/a", "approve filesystem.approve[0]"],
    ["fs.read", "/workspace/out/final/a", "allow filesystem.read[0]"],
    ["fs.chmod", "/workspace/out/final/x.key", "deny filesystem.deny[0]"],
    ["fs.read", "/workspace/../etc/passwd", "deny DENIED_BY_DEFAULT"],
    ["fs.read", "/workspace/.env.local", "deny filesystem.deny[1]"],
    ["fs.read", "/workspace/out/secret", "deny filesystem.deny[2]"],
    ["fs.read", "/workspace/a\0.txt", "deny MALFORMED_REQUEST"],
    ["fs.read", "", "deny MALFORMED_REQUEST"],
  ])("%s %s: %s", (op, path, expected) => expect(ask.brief({ op, path })).toBe(expected));

  it.each([
    ["fs.rename", "/workspace/out/a", "/workspace/out/b", "allow filesystem.write[0]"],
    ["fs.rename", "/workspace/a", "/workspace/out/b", "deny DENIED_BY_DEFAULT"],
    ["fs.rename", "/workspace/out/a", "/etc/b", "deny DENIED_BY_DEFAULT"],
    ["fs.rename", "/workspace/out/a.key", "/workspace/out/b", "deny filesystem.deny[0]"],
    ["fs.rename", "/workspace/out/a", "/workspace/out/final/b", "approve filesystem.approve[0]"],
    ["fs.link", "/workspace/a", "/workspace/out/b", "deny DENIED_BY_DEFAULT"],
    ["fs.copy", "/workspace/a", "/workspace/out/b", "allow filesystem.read[0]"],
    ["fs.copy", "/etc/shadow", "/workspace/out/b", "deny DENIED_BY_DEFAULT"],
  ])("%s %s %s: %s", (op, path, to, expected) => expect(ask.brief({ op, path, to })).toBe(expected));

  it("resolves the target of a symlink from the folder of the link", () => {
    const symlink = (path: string, target: string) =>
      ask({ op: "fs.symlink", path, target, cwd: "/workspace" });
    expect(symlink("/workspace/out/l", "../a")).toMatchObject({
      verdict: "allow",
      canonical: { target: "/workspace/a" },
    });
    expect(symlink("/workspace/out/l", "../../etc/passwd")).toMatchObject({
      verdict: "deny",
      canonical: { target: "/etc/passwd" },
    });
    expect(symlink("/workspace/out/l", "x.key").rule).toBe("filesystem.deny[0]");
    expect(symlink("/workspace/l", "out/a").verdict).toBe("deny");
  });

  it("acts on the canonical path, and offers the smallest grant", () => {
    expect(ask({ op: "fs.read", path: "../x//y/", cwd: "/workspace" })).toEqual({
      verdict: "deny",
      code: "DENIED_BY_DEFAULT",
      rule: null,
      range: null,
      reason: "Reading /x/y is denied because no rule allows it.",
      canonical: { op: "fs.read", path: "/x/y" },
      suggestion: { path: ["capabilities", "filesystem", "read"], add: "/x/y" },
    });
    expect(ask({ op: "fs.write", path: "/x/[a]*" }).suggestion).toEqual({
      path: ["capabilities", "filesystem", "write"],
      add: "/x/\\[a\\]\\*",
    });
    // A denial by a rule is never argued away.
    expect(ask({ op: "fs.read", path: "/workspace/a.key" }).suggestion).toBeNull();
  });

  it("grants with its suggestion what it denied before", () => {
    for (const path of ["/x/y", "/x/a{b}c", "/x/\\", "/x/?*[z]"]) {
      const { suggestion } = ask({ op: "fs.read", path });
      const again = asking(`[capabilities.filesystem]\nread = [${JSON.stringify(suggestion?.add)}]\n`);
      expect(again({ op: "fs.read", path }).verdict).toBe("allow");
    }
  });
});
