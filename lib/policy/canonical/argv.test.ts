import { describe, expect, it } from "vitest";
import { expandArgv, expandShell } from "./argv";
import { Refusal } from "./refusal";

/** The programs that would run, each with its words; `!` marks code that no file holds. */
function programs(execution: ReturnType<typeof expandArgv>): string[] | string {
  if (execution instanceof Refusal) return execution.why;
  return execution.invocations.map(({ words, dynamicCode }) => {
    return (
      (dynamicCode === null ? "" : "!") + words.map(({ text, dynamic }) => (dynamic ? "<>" : text)).join(" ")
    );
  });
}

describe("expandArgv", () => {
  it.each<[string, string[]]>([
    ["git log", ["git log"]],
    ["env A=1 -i node x", ["env A=1 -i node x", "-i node x"]],
    ["env -i A=1 B=2 node x", ["env -i A=1 B=2 node x", "node x"]],
    ["env", ["env"]],
    ["timeout 5 ./run.sh", ["timeout 5 ./run.sh", "./run.sh"]],
    ["env -u A -C /x --chdir=/y node", ["env -u A -C /x --chdir=/y node", "!node"]],
    ["/usr/bin/env node x", ["/usr/bin/env node x", "node x"]],
    [
      "nohup nice -n 5 timeout -k 1 5s rm x",
      [
        "nohup nice -n 5 timeout -k 1 5s rm x",
        "nice -n 5 timeout -k 1 5s rm x",
        "timeout -k 1 5s rm x",
        "rm x",
      ],
    ],
    ["nice -10 rm x", ["nice -10 rm x", "rm x"]],
    ["sudo -u root rm x", ["sudo -u root rm x", "rm x"]],
    ["xargs -0 -n1 rm -f", ["xargs -0 -n1 rm -f", "rm -f <>"]],
    ["busybox rm x", ["busybox rm x", "rm x"]],
    ["find . -name x -exec rm {} ;", ["find . -name x -exec rm {} ;", "rm <>"]],
    ["find . -delete", ["find . -delete"]],
    ["command rm x", ["command rm x", "rm x"]],
    ["node x.js -e 1", ["node x.js -e 1"]],
    ["node -e 1", ["!node -e 1"]],
    ["node --eval=1", ["!node --eval=1"]],
    ["node -pe 1", ["!node -pe 1"]],
    ["node", ["!node"]],
    ["node -", ["!node -"]],
    ["node --version", ["node --version"]],
    ["node -r ./a x.js", ["node -r ./a x.js"]],
    ["node --import data:text/javascript,1 x.js", ["!node --import data:text/javascript,1 x.js"]],
    ["node --unknown x.js -e 1", ["!node --unknown x.js -e 1"]],
    ["python3 -Ic 1", ["!python3 -Ic 1"]],
    ["python3.12 -W ignore -c 1", ["!python3.12 -W ignore -c 1"]],
    ["python3 -m http.server", ["python3 -m http.server"]],
    ["python3 x.py", ["python3 x.py"]],
    ["perl -ne 1", ["!perl -ne 1"]],
    ["ruby -Ilib x.rb", ["ruby -Ilib x.rb"]],
    ["awk {print} f", ["!awk {print} f"]],
    ["awk -f p.awk f", ["awk -f p.awk f"]],
    ["deno eval 1", ["!deno eval 1"]],
    ["deno run https://x/y.ts", ["!deno run https://x/y.ts"]],
    ["bash x.sh", ["bash x.sh"]],
    ["bash", ["!bash"]],
    ["sh -s x", ["!sh -s x"]],
  ])("%s", (line, expected) => expect(programs(expandArgv(line.split(" ")))).toEqual(expected));

  it.each<[string[], string[]]>([
    [
      ["sh", "-c", "a | b"],
      ["sh -c a | b", "a", "b"],
    ],
    [
      ["/bin/bash", "-lc", "a && rm b"],
      ["/bin/bash -lc a && rm b", "a", "rm b"],
    ],
    [
      ["bash", "-eo", "pipefail", "-c", "a"],
      ["bash -eo pipefail -c a", "a"],
    ],
    [
      ["bash", "-c", "--", "a"],
      ["bash -c -- a", "a"],
    ],
    [
      ["sh", "-c", "sh -c 'sh -c rm'"],
      ["sh -c sh -c 'sh -c rm'", "sh -c sh -c rm", "sh -c rm", "rm"],
    ],
    [
      ["env", "bash", "-c", "a"],
      ["env bash -c a", "bash -c a", "a"],
    ],
    [["git", "commit", "-m", "a\nb"], ["git commit -m a\nb"]],
  ])("%j", (argv, expected) => expect(programs(expandArgv(argv))).toEqual(expected));

  it.each<string[][]>([
    [[]],
    [[""]],
    [["a\0"]],
    [["a", "\ud800"]],
    [["a\nb"]],
    [["sh", "-c"]],
    [["sh", "-c", ""]],
    [["sh", "-c", "$x"]],
    [["bash", "--rcfile", "f"]],
    [["bash", "--init-file=f", "-c", "a"]],
    [["zsh", "-c", "a"]],
    [["fish", "x"]],
    [["env", "-S", "rm x"]],
    [["env", "--split-string=rm x"]],
    [["timeout", "--unknown", "1", "a"]],
    [["eval", "a"]],
    [["su", "-c", "a"]],
    [["watch", "a"]],
    [["/lib64/ld-linux-x86-64.so.2", "/bin/sh"]],
    [["find", ".", "-exec", "{}", ";"]],
    [["find", ".", "-exec", "a", ";", "-exec", "b", ";"]],
    [["trap", "a", "EXIT"]],
    [Array.from({ length: 20_000 }, () => "a")],
    [["a", "b".repeat(2_000_000)]],
    [
      [
        "sh",
        "-c",
        Array.from({ length: 12 }).reduce<string>((inner) => `sh -c ${JSON.stringify(inner)}`, "a"),
      ],
    ],
  ])("refuses %j", (argv) => expect(expandArgv(argv)).toBeInstanceOf(Refusal));
});

describe("expandShell", () => {
  it("collects what is set and what is redirected", () => {
    const execution = expandShell("A=1 export B=2; env C=3 node x > o; unset D");
    if (execution instanceof Refusal) throw new Error(execution.why);
    expect(execution.assignments.map(({ name }) => name)).toEqual(["A", "B", "C", "D"]);
    expect(execution.redirects).toEqual([{ access: "write", path: "o" }]);
  });

  it.each([
    "cd /etc && cat x > y",
    "command cd /etc; a < b",
    "export $x",
    "env $x",
    "timeout $t a",
    "bash -c $x",
    'sh "$x"',
    "find . -exec $x ;",
  ])("refuses %j, which depends on what only the run knows", (line) =>
    expect(expandShell(line)).toBeInstanceOf(Refusal),
  );

  it.each([
    "cd /etc && sh -c 'cat x > y'",
    "env -C /etc sh -c 'cat x > y'",
    "cd /tmp && ./tool",
    "find . -execdir ./tool ;",
    "chroot /x ./tool",
    "$x[ y",
    "env -C /tmp ./tool",
    "xargs -I % sh -c 'rm %'",
    "xargs -I {} {} x",
    "xargs -0I{} rm {}",
    "xargs -I{} sh -c 'rm {}'",
    "test -v 'a[$(id)]'",
    "[ -v 'a[$(id)]' ]",
    '[ "$x" = y ]',
    "printf -v 'a[`id`]' x",
    'printf "$x"',
    "unset 'a[$(id)]'",
  ])("refuses %j, which is another command by the time it runs", (line) => {
    expect(expandShell(line)).toBeInstanceOf(Refusal);
  });

  it("reads what only looks like it", () => {
    expect(programs(expandShell("[ -f x ] && xargs -I{} cp {} out; printf '%s' \"$x\""))).toEqual([
      "[ -f x ]",
      "xargs -I{} cp {} out",
      "cp <> out",
      "printf %s <>",
    ]);
  });

  it("takes an argument that is only known at run time for what it is", () => {
    expect(programs(expandShell('cat "$f"'))).toEqual(["cat <>"]);
    expect(programs(expandShell("node $f"))).toEqual(["!node <>"]);
    expect(programs(expandShell("node x.js $f"))).toEqual(["node x.js <>"]);
  });
});
