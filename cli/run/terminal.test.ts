/** The real command at a real terminal, which the program `script` makes. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMAND, folderWith } from "../testing/run-aegis";

const SCRIPT = "/usr/bin/script";
const SPEC = `[agent]
name = "asks"
entry = "agent.ts"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
approve = ["/workspace/out/**"]
[capabilities.exec]
allow_dynamic_code = true
`;
const AGENT = `import fs from "node:fs";
console.log("begun", process.stdout.isTTY);
process.stdin.once("data", (chunk) => {
  for (const name of ["a", "b", "c"])
    try { fs.writeFileSync("out/" + name, name); console.log("wrote", name) } catch (e) { console.log(e.code, name) }
  process.exit();
});`;

const atTerminal = test.skipIf(process.platform !== "linux" || !existsSync(SCRIPT));

/** The command at a terminal of its own, and all that came out there. */
async function started(folder: string, words: string) {
  const command = `"${process.execPath}" "${COMMAND}" ${words}`;
  const env = { ...process.env, XDG_STATE_HOME: join(folder, "out"), NO_COLOR: "1" };
  const child = spawn(SCRIPT, ["-qec", command, "/dev/null"], { cwd: folder, env });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  return { child, ended, text: () => text };
}

atTerminal("a person is asked there, whatever the agent reads and prints", { timeout: 120_000 }, async () => {
  const folder = await folderWith({ "agent.toml": SPEC, "agent.ts": AGENT });
  await mkdir(join(folder, "out"));
  const { child, ended, text } = await started(folder, "run agent.toml");
  const shows = (part: string) => expect.poll(text, { timeout: 60_000 }).toContain(part);
  await shows("begun true");
  // What is typed ahead is the agent's line and no answer.
  child.stdin.write("go\ny\ny\n");
  await shows("out/a\r\n");
  await shows("Allow it this once?");
  child.stdin.write("y\n");
  await shows("wrote a");
  await shows("out/b\r\n");
  child.stdin.write("n\n");
  await shows("EACCES b");
  await shows("out/c\r\n");
  child.stdin.write("\x03");
  expect([await ended, text()]).toEqual([130, expect.stringContaining("3 asked (1 granted)")]);
  expect((await readdir(join(folder, "out"))).filter((name) => name.length === 1)).toEqual(["a"]);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PASSES = /\u001b\[[0-9;]*m|[\r\n\t]/g;
const HOSTILE = `import fs from "node:fs";
const all = "\\u001b]0;title\\u0007\\u001b]52;c;cm0=\\u001b\\\\\\u001b[6n\\u001b[2A\\u001b[2K\\u001b[1;1H\\u009b2J\\u001b[?1049h\\u001b[5mred\\u001b[31m!";
console.log("begun " + all);
try { fs.readFileSync("a\\u200b.key") } catch (e) { console.error(e.code + all) }
process.stdout.write("aegis: granted");
process.stderr.write(Buffer.from([0xc2]));`;

atTerminal(
  "what an agent prints and names is text there, and what it printed into a file is what it printed",
  { timeout: 120_000 },
  async () => {
    const folder = await folderWith({ "agent.toml": SPEC, "agent.ts": HOSTILE });
    await mkdir(join(folder, "out"));
    const shown = await started(folder, "run --record --log out agent.toml");
    expect(await shown.ended).toBe(0);
    const text = shown.text();
    expect(text).toContain("begun red\u001b[0;31m!\r\n\u001b[0m");
    expect(text).toContain("ENOENTred");
    // Its last row has no end: what aegis says does not go on with it.
    expect(text).toMatch(/aegis: granted[^\n]*\r\naegis: exit 0/);
    const [log = ""] = (await readdir(join(folder, "out"))).filter((name) => name.endsWith(".jsonl"));
    const told = [text];
    for (const words of [
      `log show out/${log}`,
      `log show --format csv out/${log}`,
      `log show --format json out/${log}`,
      `replay out/${log}`,
    ]) {
      const again = await started(folder, words);
      expect([words, await again.ended]).toEqual([words, 0]);
      told.push(again.text());
    }
    expect(told[1]).toContain("a\\u200b.key");
    expect(told[4]).toContain("begun red");
    for (const each of told) expect(each.replace(PASSES, "")).not.toMatch(/\p{Cc}/u);

    const piped = await started(folder, "run agent.toml > out/printed 2> out/told");
    expect(await piped.ended).toBe(0);
    const printed = await readFile(join(folder, "out/printed"), "utf8");
    expect(printed).toContain(
      "begun \u001b]0;title\u0007\u001b]52;c;cm0=\u001b\\\u001b[6n\u001b[2A\u001b[2K",
    );
  },
);
