import { spawn } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { version } from "../package.json";
import { COMMANDS } from "./definitions/commands";
import { commandHelp, generalHelp } from "./definitions/help";
import { COMMAND, folderWith, runAegis, SPEC, STAMP_PATH } from "./testing/run-aegis";

describe("help", () => {
  test("in general, to standard output", async () => {
    expect(await runAegis(["--help"])).toEqual({ code: 0, stdout: generalHelp(COMMANDS), stderr: "" });
  });

  test("of one command, in every spelling", async () => {
    const expected = commandHelp(COMMANDS.find(({ name }) => name === "eval") as (typeof COMMANDS)[number]);
    for (const args of [
      ["eval", "--help"],
      ["help", "eval"],
      ["eval", "agent.toml", "-h"],
    ])
      expect(await runAegis(args)).toEqual({ code: 0, stdout: expected, stderr: "" });
  });

  test("names every command, and every command shows examples and exit codes", () => {
    for (const command of COMMANDS) {
      expect(generalHelp(COMMANDS)).toContain(`  ${command.name} `);
      expect(command.examples.length).toBeGreaterThan(0);
      expect(command.exits.map(([code]) => code)).toContain(2);
      for (const line of commandHelp(command).split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
    }
  });

  test("without a command it is shown as an error", async () => {
    const { code, stdout, stderr } = await runAegis([]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(generalHelp(COMMANDS));
  });

  test("the version is that of the package", async () => {
    expect((await runAegis(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("mistakes are one sentence with what to do, and exit code 2", () => {
  test.each([
    [["validat", "x"], "There is no command validat; did you mean validate?"],
    [["--versoin"], "There is no option --versoin; did you mean --version?"],
    [["quux"], "There is no command quux; aegis --help lists what there is."],
    [["validate", "--fromat", "json", "x"], "There is no option --fromat; did you mean --format?"],
    [["validate", "--format", "jsno", "x"], '--format does not know "jsno"; did you mean json?'],
    [["validate", "--format"], "--format needs a value: --format text|json|github|sarif|junit."],
    [["validate", "--strict=yes", "x"], '--strict takes no value; write it without "=".'],
    [["validate"], "SPEC… is missing: aegis validate [--strict] [--used FILE] [--format FORMAT] SPEC…"],
    [["schema", "x"], '"x" is one word too many: aegis schema'],
    [["validate", "--strict", "--strict", "x"], "--strict is given twice; keep one of them."],
    [["validate", "nowhere.toml"], "nowhere.toml cannot be read: there is no such file; check the path."],
    [["validate", "."], ". is a folder; name the file in it, such as ./agent.toml."],
    [["validate", "-", "-"], "Standard input can be read once; name - once."],
    [["eval", "-"], "Standard input holds the spec; give the requests with --requests FILE."],
  ])("%j", async (args, message) => {
    expect(await runAegis(args)).toEqual({ code: 2, stdout: "", stderr: `aegis: ${message}\n` });
  });

  test("a name with control characters cannot act on the terminal", async () => {
    const { stderr } = await runAegis(["validate", "\x1b[2Jx\u202e.toml"]);
    expect(stderr).toContain("\\u001b[2Jx\\u202e.toml");
    expect(stderr).not.toContain("\x1b");
  });
});

test("no colour where there is no terminal", async () => {
  const folder = await folderWith({ "agent.toml": SPEC.replace("read", "raed") });
  const { code, stdout } = await runAegis(["validate", "agent.toml"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).not.toContain("\x1b");
});

test("commands that start at once on a missing bundle all find one", async () => {
  await rm(STAMP_PATH, { force: true });
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => runAegis(["--version"])));
  for (const outcome of outcomes) expect(outcome).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("a folder as standard input is told in a sentence", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  for (const args of [
    ["eval", "agent.toml"],
    ["validate", "-"],
  ]) {
    const handle = await open(folder, "r");
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      stdio: [handle.fd, "ignore", "pipe"],
    });
    const stderr: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    const code = await new Promise((done) => child.on("close", done));
    await handle.close();
    expect(code).toBe(2);
    expect(Buffer.concat(stderr).toString()).toBe(
      "aegis: Standard input is a folder; give it a file or a pipe.\n",
    );
  }
});

test("a reader that goes away is no error", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const child = spawn(process.execPath, [COMMAND, "eval", "agent.toml"], { cwd: folder });
  const stderr: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdout.once("data", () => child.stdout.destroy());
  const line = `${JSON.stringify({ op: "fs.read", path: "/workspace/x" })}\n`.repeat(1000);
  const feed = () => {
    while (child.stdin.writable && child.stdin.write(line));
  };
  child.stdin.on("drain", feed);
  feed();
  const code = await new Promise<number | null>((done) => child.on("exit", done));
  child.stdin.destroy();
  expect([code, Buffer.concat(stderr).toString()]).toEqual([0, ""]);
});
