import { describe, expect, it } from "vitest";
import { word } from "./command";
import { Refusal } from "./refusal";
import { unwrap } from "./wrappers";

function inner(line: string): string | null {
  const found = unwrap(
    line.split(" ").map((text) => (text === "$" ? { text: "", dynamic: true } : word(text))),
  );
  if (found instanceof Refusal) return "refused";
  return found.inner?.map(({ text, dynamic }) => (dynamic ? "<>" : text)).join(" ") ?? null;
}

describe("unwrap", () => {
  it.each<[string, string | null]>([
    ["git status", null],
    ["env", null],
    ["env -i A=1 rm x", "rm x"],
    ["env -uA -- rm x", "rm x"],
    ["env --unset=A --chdir /x rm x", "rm x"],
    ["nice -n 5 rm", "rm"],
    ["nice -n5 rm", "rm"],
    ["nice -19 rm", "rm"],
    ["nice --adjustment=5 rm", "rm"],
    ["timeout --signal KILL 5 rm", "rm"],
    ["timeout -s9 -k 1 5 rm", "rm"],
    ["flock -n /l rm", "rm"],
    ["stdbuf -oL rm", "rm"],
    ["sudo -u root A=1 rm", "rm"],
    ["xargs -n 1 rm -f", "rm -f <>"],
    ["xargs -I {} cp {} x", "cp <> x"],
    ["xargs", null],
    ["find . -exec rm {} +", "rm <>"],
    ["find . -ok rm x ;", "rm x"],
    ["find . -name x", null],
    ["busybox rm x", "rm x"],
    ["/usr/bin/env rm", "rm"],
  ])("%s: %s", (line, expected) => expect(inner(line)).toBe(expected));

  it.each([
    "env -S x",
    "env --who-knows rm",
    "env -x rm",
    "env $ rm",
    "timeout $ 5 rm",
    "timeout 5 $",
    "nice --adj 5 rm",
    "command -v rm",
    "xargs -I % % x",
    "xargs -0I{} rm",
    "xargs -i rm",
    "xargs --replace rm",
    "find . -exec $ ;",
    "find . -exec",
    "eval rm",
    "su -c rm",
    "watch rm",
    "trap rm",
    "script -c rm",
    "parallel rm",
    "ld-linux.so.2 /bin/sh",
    "set -x",
    "alias a=b",
    "read x",
    "declare x",
  ])("refuses %s", (line) => expect(inner(line)).toBe("refused"));

  it("tells when the command may run elsewhere", () => {
    const moves = (line: string) => {
      const found = unwrap(line.split(" ").map(word));
      return !(found instanceof Refusal) && found.moves;
    };
    expect(
      ["env -C /x a", "env --chdir=/x a", "chroot /x a", "sudo a", "find . -execdir a ;"].map(moves),
    ).toEqual(Array(5).fill(true));
    expect(["env a", "nice a", "timeout 5 a", "xargs a"].map(moves)).toEqual(Array(4).fill(false));
  });
});
