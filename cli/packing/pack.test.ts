import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { version } from "../../package.json";
import { SPEC } from "../testing/run-aegis";
import { ROOT } from "./paths.mjs";
import { entriesOf } from "./tar.mjs";

const run = promisify(execFile);
const isWindows = process.platform === "win32";
const npm = isWindows ? "npm.cmd" : "npm";

const SHELL_SPEC = `[agent]
name = "says"
[capabilities.filesystem]
read = ["/workspace/**"]
[capabilities.exec]
allow = ["echo", "cat"]
allow_dynamic_code = true
`;

test("packed, installed offline in an empty folder, and run", { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "aegis-pack-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const manifest = await readFile(join(ROOT, "package.json"), "utf8");
  await run(npm, ["pack", "--pack-destination", folder], { cwd: ROOT, shell: isWindows });
  expect(await readFile(join(ROOT, "package.json"), "utf8")).toBe(manifest);

  const tarball = join(folder, `aegis-${version}.tgz`);
  expect((await stat(tarball)).size).toBeLessThan(2_500_000);
  const packed = [...entriesOf(gunzipSync(await readFile(tarball))).keys()];
  expect(packed).toContain("package/LICENSE");
  const expected = /^package\/(package\.json|LICENSE|README\.md|cli\/aegis\.mjs|cli\/\.bundle\/[\w.-]+)$/;
  expect(packed.filter((name) => !expected.test(name))).toEqual([]);
  expect(packed.filter((name) => /stamp|\.map$|\.ts$/.test(name))).toEqual([]);

  const elsewhere = join(folder, "elsewhere");
  await mkdir(elsewhere);
  await run(npm, ["install", "--offline", tarball], { cwd: elsewhere, shell: isWindows });
  const installed = await readdir(join(elsewhere, "node_modules"));
  expect(installed.filter((name) => !name.startsWith("."))).toEqual(["aegis"]);

  const aegis = join(elsewhere, "node_modules/.bin", isWindows ? "aegis.cmd" : "aegis");
  const query = '\n[capabilities.sql.db]\nstatements = ["select"]\ntables = ["public.orders"]\n';
  await writeFile(join(elsewhere, "agent.toml"), SPEC + query);
  const env = { ...process.env, XDG_STATE_HOME: folder };
  const call = async (...args: string[]) =>
    (await run(aegis, args, { cwd: elsewhere, shell: isWindows, env })).stdout;
  expect(await call("--help")).toContain("Usage");
  expect(await call("--version")).toBe(`${version}\n`);
  expect(await call("validate", "agent.toml")).toBe("1 file checked: nothing to mend.\n");
  expect(JSON.parse(await call("eval", "agent.toml", "fs.read", "/etc/passwd"))).toMatchObject({
    verdict: "deny",
  });
  const ask = async (sql: string) =>
    JSON.parse(await call("eval", "agent.toml", "sql.query", "db", sql)).verdict;
  expect(await ask("select * from public.orders")).toBe("allow");
  expect(await ask("with x as (delete from public.orders returning 1) select * from x")).toBe("deny");

  await call("init", "made");
  const shell =
    'import { execSync } from "node:child_process"; console.log(execSync("echo said | cat", { encoding: "utf8" }).trim());';
  await writeFile(join(elsewhere, "made", "shell.mts"), shell);
  await writeFile(join(elsewhere, "made", "shell.toml"), SHELL_SPEC);
  expect(await call("run", "made/agent.toml")).toMatch(/^read 3 lines.*\ndenied, as it/);
  expect(await call("run", "--log", "run.jsonl", "made/shell.toml", "made/shell.mts")).toBe("said\n");
  expect(await call("log", "verify", "run.jsonl")).toContain("valid (OK)");
});
