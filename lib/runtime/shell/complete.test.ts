import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompletionSources, complete } from "./complete";

const FOLDERS: Record<string, Record<string, "file" | "directory" | "symlink">> = {
  "/workspace": { "a.txt": "file", "a b": "directory", ".env": "file", src: "directory", $x: "file" },
  "/workspace/a b": { in: "file" },
  "/home": { notes: "file" },
  "/": { etc: "directory" },
};
const sources: CompletionSources = {
  commands: ["cat", "cd", "cut", "node"],
  variables: ["HOME", "HOST", "X"],
  cwd: "/workspace",
  home: "/home",
  list: (folder) => {
    const entries = FOLDERS[folder];
    if (!entries) throw new Error("there is none");
    return Object.entries(entries).map(([name, kind]) => ({ name, kind }));
  },
};
const at = (line: string, cursor = line.length) => complete(line, cursor, sources);

describe("completion", () => {
  it.each([
    ["c", 0, ["cat", "cd", "cut"]],
    ["", 0, ["cat", "cd", "cut", "node"]],
    ["cat a", 4, ["a\\ b/", "a.txt"]],
    ["cat a.txt | cu", 12, ["cut"]],
    ["true && ca", 8, ["cat"]],
    ["(no", 1, ["node"]],
    ["echo $(ca", 7, ["cat"]],
    ["if ca", 3, ["cat"]],
    ["X=1 ca", 4, ["cat"]],
    ["cat > a.", 6, ["a.txt"]],
    ["cat <a.", 5, ["a.txt"]],
    ["cat 'a ", 4, ["'a b/"]],
    ['cat "a ', 4, ['"a b/']],
    ["cat a\\ b/", 4, ["a\\ b/in"]],
    ["cat 'a b/i", 4, ["'a b/in"]],
    ["cat ~/n", 4, ["~/notes"]],
    ["cat /e", 4, ["/etc/"]],
    ["cat ./sr", 4, ["./src/"]],
    ["./s", 0, ["./src/"]],
    ["cat .", 4, [".env"]],
    ["cat \\$", 4, ["\\$x"]],
    ["echo $HO", 5, ["$HOME", "$HOST"]],
    ['echo "a $HOM', 5, ['"a $HOME']],
    ["echo '$HOM", 5, []],
    ["cat nowhere/", 4, []],
    ["cat z", 4, []],
  ])("of %j", (line, from, options) => expect(at(line)).toEqual({ from, options }));

  it("looks only at what is before the cursor", () => {
    expect(at("ca a.txt", 2)).toEqual({ from: 0, options: ["cat"] });
    expect(at("ca", 99).options).toEqual(["cat"]);
    expect(at("ca", -1).options).toHaveLength(4);
  });

  it("answers any line", () => {
    const units = fc.constantFrom(..."ac. /\\'\"$|&;<>()~{}\n");
    fc.assert(
      fc.property(fc.string({ unit: units, maxLength: 20 }), fc.nat(25), (line, cursor) => {
        const { from, options } = at(line, cursor);
        expect(from).toBeLessThanOrEqual(Math.min(cursor, line.length));
        expect(Array.isArray(options)).toBe(true);
      }),
    );
  });
});
