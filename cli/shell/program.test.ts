import { describe, expect, test } from "vitest";
import { terminal } from "../../lib/runtime/shell/testing/canary";
import { memoryFiles, shellBench } from "../../lib/runtime/shell/testing/shell-bench";
import { folderWith, runAegis } from "../testing/run-aegis";
import { aegisProgram } from "./program";

const AGENT = `[agent]
name = "worker"

[capabilities.filesystem]
read = ["/workspace/**"]
deny = ["**/*.key"]

[[test]]
name = "keys"
request = { op = "fs.read", path = "/workspace/id.key" }
expect = "deny"
`;
const TREE = {
  "agent.toml": AGENT,
  "wider.toml": AGENT.replace('deny = ["**/*.key"]\n', ""),
  "wild.toml": "[agent]\nname='x'\n",
  "bad.toml": '[agent]\nname = "x"\ncolour = 1\n',
  "requests.jsonl": '{"op":"fs.read","path":"/etc/passwd"}\n',
};

/** As a process of its own and as a word in the terminal: each must come to the same. */
const SAME = [
  ["validate", "agent.toml", "bad.toml"],
  ["validate", "-f", "json", "agent.toml"],
  ["inspect", "agent.toml"],
  ["eval", "agent.toml", "fs.read", "/workspace/id.key"],
  ["eval", "--requests", "requests.jsonl", "agent.toml"],
  ["test", "agent.toml"],
  ["diff", "agent.toml", "wider.toml"],
  ["fmt", "--check", "wild.toml"],
  ["suggest", "agent.toml", "requests.jsonl"],
  ["schema"],
  ["eval", "--help"],
  ["--version"],
  ["validate", "nothing.toml"],
  ["eval", "bad.toml", "fs.read", "/x"],
  ["validate", "--colour", "agent.toml"],
  ["fmt"],
];

describe("aegis in the author's terminal", () => {
  test.each(SAME)("%s %s says what the command itself says", async (...words) => {
    const args = words.filter((word) => word !== undefined);
    const { run } = await terminal(memoryFiles(TREE), [aegisProgram]);
    const itself = await runAegis(args, { cwd: await folderWith(TREE) });
    const { code, out, err } = await run(`aegis ${args.join(" ")}`);
    expect({ code, stdout: out, stderr: err }).toEqual(itself);
  });

  test("stands in pipes and redirections, and changes files where it is told to", async () => {
    const { run } = await terminal(memoryFiles(TREE), [aegisProgram]);
    expect((await run("cat requests.jsonl | aegis eval agent.toml | jq -r .verdict")).out).toBe("deny\n");
    expect(await run("aegis eval agent.toml")).toMatchObject({ code: 2 });
    expect(await run("cat agent.toml | aegis validate - > said; cat said")).toMatchObject({
      code: 0,
      out: expect.stringContaining("1 file checked"),
    });
    expect((await run("aegis fmt wild.toml; cat wild.toml")).out).toContain("name = 'x'\n");
    expect((await run("mkdir sub; cd sub; aegis fmt --check ../wild.toml")).code).toBe(0);
  });

  test("has what needs no machine around it, and nothing else", async () => {
    const { run } = await terminal(memoryFiles(TREE), [aegisProgram]);
    for (const word of ["run", "replay", "init", "log"]) {
      expect(await run(`aegis ${word} agent.toml`)).toMatchObject({
        code: 2,
        err: expect.stringContaining(`There is no command ${word}`),
      });
      expect((await run("aegis --help")).out).not.toContain(`\n  ${word} `);
    }
  });
});

describe("aegis in an agent's shell", () => {
  const SPEC = `
[capabilities.filesystem]
read = ["/workspace/agent.toml", "/workspace/agent.ts"]
[capabilities.exec]
allow = ["aegis *"]
`;

  test("reads what the agent may read, each on the record, and writes nothing that it may not", async () => {
    const bench = shellBench(SPEC, { tree: TREE, env: {}, programs: [aegisProgram] });
    const ran = await bench.exec("aegis test agent.toml");
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("1 passed") });
    expect(ran.log).toContain("fs.read allow /workspace/agent.toml");
    const denied = await bench.exec(["aegis", "validate", "bad.toml"]);
    expect(denied).toMatchObject({ code: 2, err: expect.stringContaining("you have no right to read it") });
    const written = await bench.exec("aegis suggest --shrink --write agent.toml -", {
      stdin: '{"op":"fs.read","path":"/etc/passwd"}\n',
    });
    expect(written.code).not.toBe(0);
    expect(bench.text("/workspace/agent.toml")).toBe(AGENT);
  });

  test.each(["embedded", "node"])(
    "is there in a run of the command line by the driver %s, and in its replay",
    async (driver) => {
      const spec = `[agent]\nname = "checker"\nentry = "agent.ts"\n${SPEC}`;
      const agent =
        'import { execSync } from "node:child_process"; process.stdout.write(execSync("aegis validate agent.toml"));';
      const cwd = await folderWith({ "agent.toml": spec, "agent.ts": agent });
      const env = { XDG_STATE_HOME: cwd };
      const how = driver === "embedded" ? ["--record", "--log", "run.jsonl"] : ["--driver", driver];
      const stdout = "1 file checked: nothing to mend.\n";
      expect(await runAegis(["run", "-q", ...how, "agent.toml"], { cwd, env })).toEqual({
        code: 0,
        stdout,
        stderr: "",
      });
      if (driver === "embedded")
        expect(await runAegis(["replay", "-q", "run.jsonl"], { cwd, env })).toEqual({
          code: 0,
          stdout,
          stderr: "",
        });
    },
  );
});
