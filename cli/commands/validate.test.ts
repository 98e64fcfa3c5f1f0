import { expect, test } from "vitest";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";
import { isSarif, type SarifLog } from "../testing/sarif";

const BROKEN = SPEC.replace("read =", "raed =").replace('"/workspace/out/final/**"', "5");

test("a good spec", async () => {
  const folder = await folderWith({ "agent.toml": SPEC });
  const outcome = await runAegis(["validate", "agent.toml"], { cwd: folder });
  expect(outcome).toEqual({ code: 0, stdout: "1 file checked: nothing to mend.\n", stderr: "" });
});

test("a bad one: place, excerpt with carets, fix", async () => {
  const folder = await folderWith({ "agent.toml": BROKEN });
  const { code, stdout } = await runAegis(["validate", "agent.toml"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^agent\.toml:5:1 error ADS010: .*did you mean "read"\?$/m);
  expect(stdout).toContain('5 | raed = ["/workspace/**"]\n  | ^^^^\n');
  expect(stdout).toMatch(/^ {2}fix: Rename to read$/m);
  expect(stdout).toMatch(/^agent\.toml:8:12 error ADS013: /m);
  expect(stdout.endsWith("1 file checked: 2 errors, 0 warnings.\n")).toBe(true);
});

test("from standard input, and what is no text at all", async () => {
  expect((await runAegis(["validate", "-"], { input: SPEC })).code).toBe(0);
  const { code, stdout } = await runAegis(["validate", "-"], { input: new Uint8Array([0x61, 0xff, 0xfe]) });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^<stdin>:1:2 error ADS001: /);
});

test("a file that is too large is read no further than needed", async () => {
  const { code, stdout } = await runAegis(["validate", "-"], { input: "#".repeat(3_000_000) });
  expect(code).toBe(1);
  expect(stdout).toContain("error ADS002: The file is larger than 1 MiB.");
});

test("warnings count with --strict alone", async () => {
  const folder = await folderWith({ "agent.toml": '[agent]\nname = "a"\n[audit]\nhash_chain = false\n' });
  const loose = await runAegis(["validate", "agent.toml"], { cwd: folder });
  expect(loose.code).toBe(0);
  expect(loose.stdout).toContain("agent.toml:4:14 warning ADS052");
  expect((await runAegis(["validate", "--strict", "agent.toml"], { cwd: folder })).code).toBe(1);
});

test("json", async () => {
  const folder = await folderWith({ "good.toml": SPEC, "bad.toml": BROKEN });
  const { code, stdout } = await runAegis(["validate", "-f", "json", "good.toml", "bad.toml"], {
    cwd: folder,
  });
  expect(code).toBe(1);
  const report = JSON.parse(stdout);
  expect(report.ok).toBe(false);
  expect(report.files.map((file: { ok: boolean }) => file.ok)).toEqual([true, false]);
  expect(report.files[1].diagnostics[0]).toMatchObject({
    file: "bad.toml",
    severity: "error",
    code: "ADS010",
    range: { start: { line: 5, column: 1 }, end: { line: 5, column: 5 } },
    fixes: [{ title: "Rename to read", edits: [{ newText: "read" }] }],
  });
});

test("github", async () => {
  const folder = await folderWith({ "agent.toml": BROKEN });
  const { code, stdout } = await runAegis(["validate", "--format=github", "agent.toml"], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout.split("\n")[0]).toMatch(
    /^::error file=agent\.toml,line=5,endLine=5,col=1,endColumn=4,title=ADS010::/,
  );
});

test("sarif, by the official schema", async () => {
  const folder = await folderWith({ "my agent.toml": BROKEN });
  const { stdout } = await runAegis(["validate", "--format", "sarif", "my agent.toml"], { cwd: folder });
  const log: SarifLog = JSON.parse(stdout);
  expect([isSarif(log), isSarif.errors]).toEqual([true, null]);
  expect(isSarif({ ...log, runs: [{}] })).toBe(false);
  const [{ tool, results }] = log.runs;
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([
    true,
    true,
  ]);
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("my%20agent.toml");
});

test("junit", async () => {
  const folder = await folderWith({ "agent.toml": BROKEN });
  const { stdout } = await runAegis(["validate", "--format", "junit", "agent.toml"], { cwd: folder });
  expect(stdout).toContain('<testsuites name="aegis" tests="1" failures="1"');
  expect(stdout).toContain('type="ADS010"');
});

const SUPERFLUOUS = `[agent]
name = "a"
[capabilities.filesystem]
read = ["/w/**", "/w/a", "/k/x.key"]
deny = ["**/*.key", "/etc/**"]
`;

test("rules that do nothing are warned of, at their place; denials that guard are noted", async () => {
  const folder = await folderWith({ "agent.toml": SUPERFLUOUS });
  const validate = (...args: string[]) => runAegis(["validate", ...args, "agent.toml"], { cwd: folder });
  const { code, stdout } = await validate();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^agent\.toml:4:18 warning ADS062: filesystem\.read\[1\] .* filesystem\.read\[0\] /m,
  );
  expect(stdout).toContain('4 | read = ["/w/**", "/w/a", "/k/x.key"]\n  |                  ^^^^^^\n');
  expect(stdout).toMatch(/^agent\.toml:4:26 warning ADS061: /m);
  expect(stdout).toMatch(/^agent\.toml:5:21 note ADS064: /m);
  expect(stdout.endsWith("1 file checked: 0 errors, 2 warnings, 1 note.\n")).toBe(true);
  expect((await validate("--strict")).code).toBe(1);
  const { files } = JSON.parse((await validate("-f", "json")).stdout);
  expect(files[0].ok).toBe(true);
  expect(files[0].diagnostics[0].fixes[0].edits).toMatchObject([{ newText: "" }]);
  const github = (await validate("-f", "github")).stdout.split("\n");
  expect(github[0]).toMatch(
    /^::warning file=agent\.toml,line=4,endLine=4,col=18,endColumn=23,title=ADS062::/,
  );
  expect(github[2]).toMatch(/^::notice /);
  const log: SarifLog = JSON.parse((await validate("-f", "sarif")).stdout);
  expect([isSarif(log), isSarif.errors]).toEqual([true, null]);
  expect(log.runs[0].results.map(({ level }) => level)).toEqual(["warning", "warning", "note"]);
  expect(log.runs[0].results[0]?.locations[0]?.physicalLocation.region).toMatchObject({ startColumn: 18 });
});

test("a note alone never counts", async () => {
  const folder = await folderWith({ "agent.toml": SUPERFLUOUS.replace('"/w/a", "/k/x.key"', '"/k/**"') });
  const { code, stdout } = await runAegis(["validate", "--strict", "agent.toml"], { cwd: folder });
  expect([code, stdout.split("\n").at(-2)]).toEqual([0, "1 file checked: nothing to mend, 1 note."]);
});

test("--used tells what a recorded run did without", async () => {
  const folder = await folderWith({
    "agent.toml": SPEC,
    "run.jsonl":
      '{"op":"fs.read","path":"/workspace/x","id":1}\n\n{"verdict":"allow","canonical":{"op":"exec.spawn","argv":["git","status"],"cwd":"/workspace"}}\n',
    "bad.jsonl": '{"op":"fs.read","path":"/workspace/x"}\n{"op":"fs.read"}\n',
  });
  const { code, stdout } = await runAegis(["validate", "--used", "run.jsonl", "agent.toml"], { cwd: folder });
  expect(code).toBe(0);
  const unused = stdout.split("\n").filter((line) => line.includes("ADS063"));
  expect(unused.map((line) => line.split(" ")[3])).toEqual([
    "filesystem.write[0]",
    "exec.allow[1]",
    'tools."tickets.create"',
  ]);
  const bad = await runAegis(["validate", "--used=bad.jsonl", "agent.toml"], { cwd: folder });
  expect(bad).toMatchObject({ code: 2, stdout: "" });
  expect(bad.stderr).toMatch(/^aegis: bad\.jsonl:2 is no request; /);
  const piped = await runAegis(["validate", "--used", "-", "-"], { cwd: folder, input: SPEC });
  expect(piped.stderr).toBe(
    "aegis: Standard input holds a spec; give the recorded requests as --used FILE.\n",
  );
});
