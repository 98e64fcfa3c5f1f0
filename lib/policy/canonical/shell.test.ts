import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "./refusal";
import { parseShell } from "./shell";

/** One line a command: `assignments | words | redirections`, dynamic words in angle brackets. */
function show(text: string): string[] | string {
  const commands = parseShell(text);
  if (commands instanceof Refusal) return commands.why;
  return commands.map(({ words, assignments, redirects }) =>
    [
      assignments.map(({ name }) => `${name}=`).join(" "),
      words.map((word) => (word.dynamic ? `<${word.text}>` : word.text)).join(" "),
      redirects.map(({ access, path }) => `${access} ${path}`).join(" "),
    ].join("|"),
  );
}

describe("parseShell", () => {
  it.each<[string, string[]]>([
    ["git log --oneline | head -5", ["|git log --oneline|", "|head -5|"]],
    ["a&&b||c;d&e\nf", ["|a|", "|b|", "|c|", "|d|", "|e|", "|f|"]],
    ["(a; (b)) > f", ["|a|", "|b|", "||write f"]],
    ["{ a; b; } 2>&1", ["|a|", "|b|"]],
    ["! a", ["|a|"]],
    ["if a; then b; elif c; then d; else e; fi", ["|a|", "|b|", "|c|", "|d|", "|e|"]],
    ["while a; do b; done < f", ["|a|", "|b|", "||read f"]],
    ['for f in *.md; do cat "$f"; done', ["f=||", "|cat <>|"]],
    ["A=1 B=$x c", ["A= B=|c|"]],
    ["A=1", ["A=||"]],
    ['"A"=1 b', ["|A=1 b|"]],
    ["'a b'\"c\"\\d", ["|a bcd|"]],
    ['"i"f x', ["|if x|"]],
    ["echo $(rm x) `rm y`", ["|rm x|", "|rm y|", "|echo <> <>|"]],
    ['echo "$(rm "$(ls)")"', ["|ls|", "|rm <>|", "|echo <>|"]],
    ["A=$(rm x)", ["|rm x|", "A=||"]],
    ["a # rm\nb", ["|a|", "|b|"]],
    ["a#b", ["|a#b|"]],
    ["echo \\\n  a", ["|echo a|"]],
    ["\\\nrm x", ["|rm x|"]],
    ["echo a*b ~ x~ {} {a,b} [x] $ $1", ["|echo <a*b> <~> x~ {} <{a,b}> <[x]> $ <>|"]],
    ["a 2> e >> o < i &> b >| c <> d", ["|a|write e write o read i write b write c read d write d"]],
    ["a >&2 2>&- <&3", ["|a|"]],
    ["a >&f", ["|a|write f"]],
    ["a <<< 'x'", ["|a|"]],
    ["cat <<'E' > o\n$(rm x)\nE\nb", ["|cat|write o", "|b|"]],
    ["cat <<E\n$x\nE\nb", ["|cat|", "|b|"]],
    ["cat <<-E\n\tx\n\tE\nb", ["|cat|", "|b|"]],
    ["cat <<A <<B\n1\nA\n2\nB\nc", ["|cat|", "|c|"]],
  ])("%j", (text, expected) => expect(show(text)).toEqual(expected));

  // Each of these hides what runs from somebody who reads the text in another way.
  it.each([
    "",
    "  ",
    "# only",
    "$x y",
    "`a` b",
    "$(a) b",
    "/bin/r? x",
    "{a,b} c",
    "~/x",
    "a'b",
    'a"b',
    "a\\",
    "a `b",
    "a $(b",
    "(a",
    "a)",
    "f() { a; }",
    "function f { a; }",
    "case a in a) b;; esac",
    "[[ a ]]",
    "((a))",
    "( (a",
    "echo $((1))",
    "echo $(\\\n(a))",
    "(\\\n(a))",
    "select x in a; do b; done",
    "coproc a",
    "a <(b)",
    "a >(b)",
    "x=(a b)",
    `echo $\{x@P}`,
    `echo $\{!x}`,
    `echo $\{x[0]}`,
    `echo $\{x:-$(a)}`,
    `echo $\{`,
    "echo $'a'",
    'echo $"a"',
    "e\\\ncho a",
    "echo $\\\n{x@P}",
    'echo "$\\\n(a)"',
    "echo `a\\`b`",
    "a > $x",
    "a > *",
    "a > /dev/tcp/h/1",
    "a < //dev/./udp/h/1",
    "a >",
    "a > > b",
    "cat <<E",
    "cat <<E\nx",
    "cat <<$x\n",
    "cat <<'a b'\nx\na b\n",
    "cat <<E\n$(a)\nE\n",
    "cat <<E\n`a`\nE\n",
    `cat <<E\n$\{x@P}\nE\n`,
    "a\0b",
    "a\rb",
    "a\x1b",
    "echo +(a)",
    "for ((;;)); do a; done",
    "for $x in a; do b; done",
    "> f if a; then b; fi",
  ])("refuses %j", (text) => expect(parseShell(text)).toBeInstanceOf(Refusal));

  it("is total, and bounded in depth and number", () => {
    const piece = fc.constantFrom(
      "a",
      " ",
      "'",
      '"',
      "$(",
      ")",
      "`",
      "(",
      ";",
      "|",
      "<<E\n",
      "E\n",
      ">",
      "\\",
      "$",
      "{",
      "}",
      "if ",
      "#",
      "=",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((parts) => parts.join("")),
          fc.string({ unit: "binary" }),
        ),
        (text) => {
          const result = parseShell(text);
          expect(result instanceof Refusal || result.length > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
    expect(parseShell("$(".repeat(1000))).toBeInstanceOf(Refusal);
    expect(parseShell("a ".repeat(20_000))).toBeInstanceOf(Refusal);
    expect(parseShell("a=b ".repeat(2000))).toBeInstanceOf(Refusal);
    expect(parseShell("a >b ".repeat(2000))).toBeInstanceOf(Refusal);
    expect(parseShell(`${"(`.repeat(2000)}a${`)".repeat(2000)}`)).toBeInstanceOf(Refusal);
    expect(parseShell("a;".repeat(2000))).toBeInstanceOf(Refusal);
    expect(parseShell("a ".repeat(40_000))).toBeInstanceOf(Refusal);
  });
});
