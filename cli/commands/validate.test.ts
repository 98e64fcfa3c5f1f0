import { expect, test } from "vitest";
import { z } from "zod";
import { folderWith, runAegis, SPEC } from "../testing/run-aegis";

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

const region = z.object({ startLine: z.int().min(1), startColumn: z.int().min(1) });
const sarif = z.object({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({ name: z.literal("aegis"), rules: z.array(z.object({ id: z.string() })) }),
      }),
      columnKind: z.literal("utf16CodeUnits"),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(["error", "warning", "note"]),
          message: z.object({ text: z.string().min(1) }),
          locations: z.tuple([
            z.object({
              physicalLocation: z.object({ artifactLocation: z.object({ uri: z.string() }), region }),
            }),
          ]),
        }),
      ),
    }),
  ]),
});

test("sarif", async () => {
  const folder = await folderWith({ "my agent.toml": BROKEN });
  const { stdout } = await runAegis(["validate", "--format", "sarif", "my agent.toml"], { cwd: folder });
  const [{ tool, results }] = sarif.parse(JSON.parse(stdout)).runs;
  expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([
    true,
    true,
  ]);
  expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("my%20agent.toml");
});

test("junit", async () => {
  const folder = await folderWith({ "agent.toml": BROKEN });
  const { stdout } = await runAegis(["validate", "--format", "junit", "agent.toml"], { cwd: folder });
  expect(stdout).toContain('<testsuites name="aegis" tests="1" failures="1"');
  expect(stdout).toContain('type="ADS010"');
});
