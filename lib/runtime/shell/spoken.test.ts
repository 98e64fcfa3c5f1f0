import { describe, expect, it } from "vitest";
import { spoken } from "./spoken";

const none = new Set<string>();

describe("errors", () => {
  it.each([
    ["ls: EACCES: permission denied, scandir '/etc'\n", "ls: /etc: Permission denied\n"],
    [
      "rm: cannot remove 'a': ENOTEMPTY: directory not empty, rmdir '/w/a'\n",
      "rm: cannot remove 'a': Directory not empty\n",
    ],
    [
      "mv: EXDEV: cross-device link not permitted, rename '/a' -> '/b'",
      "mv: /a: Cross-device link not permitted",
    ],
    ["plain\n", "plain\n"],
    ["", ""],
  ])("%j is %j", (text, said) => expect(spoken(text, none)).toBe(said));

  it("calls refused what was refused, and only that", () => {
    const text = "cat: k.pem: No such file or directory\ncat: other: No such file or directory\n";
    expect(spoken(text, new Set(["/workspace/k.pem"]))).toBe(
      "cat: k.pem: Permission denied\ncat: other: No such file or directory\n",
    );
    expect(spoken(text, none)).toBe(text);
  });
});
