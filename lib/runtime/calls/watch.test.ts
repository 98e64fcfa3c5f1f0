import { describe, expect, it } from "vitest";
import { O_CREAT, O_WRONLY } from "../files/flags";
import { caller } from "./testing/caller";

const POLICY = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
deny = ["/workspace/hidden/**"]
`;
const TREE = { "a.txt": "a", "sub/b.txt": "b", "hidden/c.txt": "c" };
const write = (name: string) => ["fs.writeFile", `/workspace/${name}`, O_CREAT | O_WRONLY, 0o644] as const;
const bytes = new TextEncoder().encode("more");

describe("watching", () => {
  it("tells what changes in the folder, and nothing after it has ended", async () => {
    const { call, callWith, changes } = caller(POLICY, { tree: TREE });
    expect(await call("fs.watch", "/workspace", false)).toEqual({ v: 1 });
    await callWith(bytes, ...write("new.txt"));
    await callWith(bytes, ...write("sub/b.txt"));
    expect(changes).toEqual([
      { kind: "watch", id: 1, type: "rename", name: "new.txt" },
      { kind: "watch", id: 1, type: "change", name: "new.txt" },
    ]);
    await call("fs.unwatch", 1);
    await callWith(bytes, ...write("later.txt"));
    expect(changes).toHaveLength(2);
  });

  it("is decided as listing is", async () => {
    const { call, log } = caller(POLICY, { tree: TREE });
    expect(await call("fs.watch", "/workspace/hidden", false)).toMatchObject({ e: { code: "EACCES" } });
    expect(await call("fs.watch", "/workspace/none", false)).toMatchObject({ e: { code: "ENOENT" } });
    expect(log.entries.filter(({ type }) => type === "fs.list")).not.toHaveLength(0);
  });

  it("says no names of folders below that may not be listed", async () => {
    const { call, files, changes } = caller(POLICY, { tree: TREE });
    await call("fs.watch", "/workspace", true);
    // As the author does in the terminal, who is not held to the policy.
    for (const name of ["hidden/c.txt", "hidden/deep.txt", "sub/b.txt"])
      files.writeFile(files.locate(`/workspace/${name}`, { walk: "follow" }), bytes);
    expect(changes.map((change) => "name" in change && change.name)).not.toContain("hidden/deep.txt");
    expect(changes.map((change) => "name" in change && change.name)).toContain("sub/b.txt");
  });
});
