/** The real command at a real terminal, which the program `script` makes. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
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

test.skipIf(process.platform !== "linux" || !existsSync(SCRIPT))(
  "a person is asked there, whatever the agent reads and prints",
  { timeout: 120_000 },
  async () => {
    const folder = await folderWith({ "agent.toml": SPEC, "agent.ts": AGENT });
    await mkdir(join(folder, "out"));
    const command = `"${process.execPath}" "${COMMAND}" run agent.toml`;
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "out"), NO_COLOR: "1" };
    const child = spawn(SCRIPT, ["-qec", command, "/dev/null"], { cwd: folder, env });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    const shows = (part: string) => expect.poll(() => text, { timeout: 60_000 }).toContain(part);
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
    const code = await new Promise((done) => child.on("close", done));
    expect([code, text]).toEqual([130, expect.stringContaining("3 asked (1 granted)")]);
    expect((await readdir(join(folder, "out"))).filter((name) => name.length === 1)).toEqual(["a"]);
  },
);
