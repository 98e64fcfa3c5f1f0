import { expect, it } from "vitest";
import { MemoryFiles } from "./memory";
import { removeFiles } from "./remove";

it("takes away the files that are there, and links instead of what they lead to", () => {
  const files = new MemoryFiles({ clock: () => 0n, devices: {} });
  files.mount("/w", { a: "1", "b/c": "2", d: { symlink: "b/c" } });
  removeFiles(files, ["/w/a", "/w/none", "/w/b", "/w/d", "/w/none/below"]);
  expect(Object.keys(files.export("/w"))).toEqual(["b", "b/c"]);
});
