import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { slimManifest } from "./manifest.mjs";
import { entriesOf, replaceEntry } from "./tar.mjs";

test("one entry is replaced, the others stay, and tar agrees", () => {
  const folder = mkdtempSync(join(tmpdir(), "aegis-tar-"));
  try {
    writeFileSync(join(folder, "a.txt"), "first");
    writeFileSync(join(folder, "b.txt"), "x".repeat(1500));
    writeFileSync(join(folder, "c.txt"), "last");
    execFileSync("tar", ["--format=ustar", "-cf", "in.tar", "a.txt", "b.txt", "c.txt"], { cwd: folder });
    for (const content of ["", "short", "y".repeat(5000)]) {
      const made = replaceEntry(readFileSync(join(folder, "in.tar")), "b.txt", Buffer.from(content));
      writeFileSync(join(folder, "out.tar"), made);
      const read = (name: string) =>
        execFileSync("tar", ["-xOf", "out.tar", name], { cwd: folder }).toString();
      expect(["a.txt", "b.txt", "c.txt"].map(read)).toEqual(["first", content, "last"]);
      expect([...entriesOf(made).keys()]).toEqual(["a.txt", "b.txt", "c.txt"]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is not there cannot be replaced", () => {
  expect(() => replaceEntry(Buffer.alloc(1024), "b.txt", Buffer.alloc(0))).toThrow(
    "the archive has no b.txt",
  );
});

test("the slim manifest has no scripts and no dependencies, and stays private", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  expect(slimManifest(manifest)).toMatchObject({
    name: "aegis",
    private: true,
    bin: { aegis: "cli/aegis.mjs" },
  });
  for (const key of ["scripts", "dependencies", "devDependencies", "overrides"])
    expect(slimManifest(manifest)).not.toHaveProperty(key);
});
