// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are lines of a shell
/** Random texts of a shell: whatever they are, no program runs that the policy does not grant, and they end. */
import fc from "fast-check";
import { getCommandNames } from "just-bash/browser";
import { describe, expect, it } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
import type { ShellProgram } from "./programs";
import { shellBench } from "./testing/shell-bench";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
const GRANTED = [
  "echo",
  "cat",
  "bash",
  "sh",
  "xargs",
  "find",
  "env",
  "time",
  "timeout",
  "printf",
  "awk",
  "rg",
  "jq",
  "alias",
];
const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
[capabilities.exec]
allow_dynamic_code = true
allow = ${JSON.stringify([...GRANTED, "/workspace/x.sh"])}
env = ["A", "B"]
`;

/** Every program that is not granted, and one besides, is one that tells when it runs. */
function tellers(): { programs: ShellProgram[]; told: string[] } {
  const told: string[] = [];
  const names = (getCommandNames() as string[]).filter((name) => !GRANTED.includes(name));
  const programs = [...names, "canary"].map((name) => ({
    name,
    async run({ argv }: { argv: readonly string[] }) {
      told.push(argv.join(" "));
      return { code: 0 };
    },
  }));
  return { programs, told };
}

const denied = fc.constantFrom(
  "canary",
  "rm",
  "touch",
  "sed",
  "cp",
  "ls",
  "/bin/rm",
  "/usr/bin/canary",
  "./bin/echo",
);
const granted = fc.constantFrom(...GRANTED);
const starter = fc.constantFrom(
  "command",
  "builtin",
  "exec",
  "eval",
  "env",
  "env A=1",
  "time",
  "timeout 1",
  "xargs",
  "bash -c",
  "sh -c",
  "!",
  "source",
  ".",
  "find . -exec",
  "command -p",
  "echo a | xargs",
  "awk 'BEGIN{system(\"rm\")}'",
  "rg --pre",
  "trap",
  "compgen -C",
);
const word = fc.oneof(
  denied,
  granted,
  fc.constantFrom(
    "a",
    "$A",
    '"$@"',
    "$(canary)",
    "`rm`",
    "*",
    "~",
    "{a,rm}",
    "'rm a'",
    "x.sh",
    "$((1+1))",
    "${A:-rm}",
    "-c",
    "--",
    "\\;",
    "<(canary)",
  ),
);
const before = fc.constantFrom(
  "",
  "A=rm ",
  "PATH=/workspace/bin ",
  "f() { ",
  "if ",
  "while ",
  "( ",
  "{ ",
  "for A in canary; do ",
  "case a in a) ",
  "alias echo=rm\n",
);
const after = fc.constantFrom(
  "",
  "; }; f",
  "; then $A; fi",
  "; do break; done",
  " )",
  "; }",
  "; done",
  " ;; esac",
  " &",
  " > out",
  " < words",
  " 2>&1",
  " <<< rm",
);
const command = fc
  .tuple(before, fc.option(starter, { nil: "" }), fc.array(word, { minLength: 1, maxLength: 4 }), after)
  .map(([open, start, words, close]) => `${open}${start} ${words.join(" ")}${close}`);
const script = fc
  .array(fc.tuple(command, fc.constantFrom(";", "\n", "&&", "||", "|", "&")), { minLength: 1, maxLength: 5 })
  .map((parts) =>
    parts
      .map(([text, joint]) => `${text} ${joint} `)
      .join("")
      .replace(/[;&|\s]+$/, ""),
  );
const noise = fc.string({
  unit: fc.constantFrom(..."rmcanary $(){}[]<>|&;\"'`\\\n=*?!#-/.a0"),
  maxLength: 60,
});

describe("random texts", () => {
  it.each(["script", "argv", "line"] as const)(
    "as a %s run nothing that is not granted, and end",
    async (how) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: script }, noise), async (text) => {
          const { programs, told } = tellers();
          const tree = {
            "x.sh": { content: text, mode: 0o755 },
            "bin/echo": { content: "canary shadow", mode: 0o755 },
            words: "rm\ncanary\n",
          };
          const { exec } = shellBench(SPEC, {
            tree,
            programs,
            limits: { timeMs: 2000, commands: 500, loops: 200 },
          });
          const time = stopwatch();
          await exec(how === "script" ? "./x.sh" : how === "argv" ? ["bash", "-c", text] : text);
          expect(told).toEqual([]);
          expect(time()).toBeLessThan(10_000);
        }),
        { numRuns: RUNS },
      );
    },
    600_000,
  );

  it("are such that they do run what is granted", async () => {
    const { programs, told } = tellers();
    const spec = SPEC.replace('"echo",', '"echo", "canary",');
    const tree = { "x.sh": { content: "A=canary; $A a; echo b | xargs canary", mode: 0o755 } };
    await shellBench(spec, { tree, programs }).exec("./x.sh");
    expect(told).toEqual(["canary a", "canary b"]);
  });
});
