import { describe, expect, it } from "vitest";
import { type Word, word } from "../canonical/command";
import { leastTime, PROMPT_MS } from "../testing/least-time";
import { grantCovers, parseCommandGlob, restrictionMeets } from "./command-match";
import { GlobFault } from "./glob-fault";

const words = (line: string): Word[] =>
  line.split(" ").map((text) => (text === "$" ? { text: "", dynamic: true } : word(text)));
const test = (matcher: typeof grantCovers) => (pattern: string, line: string) => {
  const glob = parseCommandGlob(pattern.split(" "));
  if (glob instanceof GlobFault) throw new Error(glob.why);
  return matcher(glob, words(line), "/work");
};

describe("what a grant covers", () => {
  it.each<[string, string[], string[]]>([
    ["node", ["node", "node x", "node $ -e"], ["/tmp/node", "./node", "nodejs"]],
    ["/usr/bin/node", ["/usr/bin/node x", "/usr/bin/../bin/node", "../usr/bin/node"], ["node", "/tmp/node"]],
    ["git status", ["git status"], ["git", "git status -s", "git -C x status", "git $"]],
    ["git log *", ["git log", "git log -5", "git log $"], ["git", "git $ log", "gitlog"]],
    ["git * log", ["git x log"], ["git log", "git x y log", "git $ log"]],
    ["cat src/*", ["cat src/a"], ["cat src/a/b", "cat src/..", "cat src/."]],
    ["*", ["x", "/tmp/x y"], []],
    ["g*", ["git", "g"], ["/bin/git", "x"]],
    ["/opt/*", ["/opt/x y"], ["/opt/x/y", "x", "/opt/../x"]],
  ])("%s", (pattern, yes, no) => {
    for (const line of yes) expect([line, test(grantCovers)(pattern, line)]).toEqual([line, true]);
    for (const line of no) expect([line, test(grantCovers)(pattern, line)]).toEqual([line, false]);
  });
});

describe("what a restriction meets", () => {
  it.each<[string, string[], string[]]>([
    ["bash", ["bash", "/bin/bash", "./bash -c x", "../x/bash"], ["bash2", "/bash/x"]],
    ["/bin/bash", ["/bin/bash", "bash", "/usr/../bin/bash"], ["/tmp/bash", "sh"]],
    [
      "git push",
      ["git push", "git push -f", "git -C x push", "git --no-pager -c a=b push x", "git $", "git -c $"],
      ["git", "git log", "git log push", "git commit -m push"],
    ],
    ["git push *", ["git push", "git push x"], ["git pull"]],
    [
      "git push --force",
      ["git push --force", "git push -u --force", "git push -o x --force"],
      ["git push", "git push origin --force"],
    ],
    ["*", ["x", "/tmp/x"], []],
    ["git * -f", ["git push -f", "git -C x push -f"], ["git push"]],
  ])("%s", (pattern, yes, no) => {
    for (const line of yes) expect([line, test(restrictionMeets)(pattern, line)]).toEqual([line, true]);
    for (const line of no) expect([line, test(restrictionMeets)(pattern, line)]).toEqual([line, false]);
  });

  it("stays linear in long argument lists", () => {
    const glob = parseCommandGlob(["git", ..."a b c d e f".split(" ")]);
    if (glob instanceof GlobFault) throw new Error(glob.why);
    const long = [word("git"), ...Array.from({ length: 10_000 }, () => word("-x"))];
    expect(restrictionMeets(glob, long, "/")).toBe(false);
    expect(leastTime(() => restrictionMeets(glob, long, "/"))).toBeLessThan(PROMPT_MS);
  });
});

it("answers a fault for words that are no patterns", () => {
  expect(parseCommandGlob(["git", "[z-a]"])).toBeInstanceOf(GlobFault);
});
