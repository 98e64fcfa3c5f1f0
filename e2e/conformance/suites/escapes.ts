/**
 * Labelled escapes: scripts that try to get out, each started by their own runner, with `aegis run` in the place of node. The
 * runner looks for what each would show: a planted text, a connection, a file outside, a run that does not end.
 *
 * A sandbox in which nothing runs would hold all of them. So an honest script has to read its file and reach the one
 * address that is allowed, and in bare Node the controls have to get through.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { escapeCommand } from "../escapes/command";
import { defineSuite, type Miss } from "../suite";

interface Seen {
  readonly id: string;
  readonly file: string;
  readonly observed: boolean | null;
  readonly exit: number | string;
}

export const suite = defineSuite({
  name: "escapes",
  reads: "samples/escapes/index.json",
  run: async ({ path }) => {
    const runner = join(dirname(path), "harness/run.mjs");
    const held = await patiently(runner, await observe(runner, COMMAND));
    const free = await observe(runner, ["--mode", "plain", "--only", "control"]);
    const escaped = held.filter(({ observed }) => observed !== false);
    const wrong: Miss[] = [
      ...escaped.map(({ id, exit }) => miss(id, "held", `seen, exit ${exit}`)),
      ...free
        .filter(({ observed }) => observed !== true)
        .map(({ id }) => miss(`${id} without a sandbox`, "seen", "not seen")),
    ];
    const honest = await runHonest();
    if (honest !== HONEST_OUTPUT) wrong.push(miss("an honest script", HONEST_OUTPUT, honest));
    const right = held.length + free.length + 1 - wrong.length;
    process.stdout.write(`escapes: ${held.length - escaped.length} of ${held.length} held\n`);
    return { right, wrong, explained: {} };
  },
});

const COMMAND = ["--mode", "cmd", "--cmd", escapeCommand()];
const MOST_TRIES = 3;

/**
 * The runner counts from before the command starts, in seconds: on a machine that is busy with something else a run that was
 * ended in its time may look as if it had not been. Such a one is run again by itself; one that does not end never passes.
 */
async function patiently(runner: string, seen: readonly Seen[]): Promise<readonly Seen[]> {
  let results = seen;
  for (let tries = 1; tries < MOST_TRIES; tries++) {
    for (const { file } of results.filter(({ observed, exit }) => observed && exit === "SIGKILL")) {
      const again = await observe(runner, [...COMMAND, "--only", file]);
      results = results.map((each) => again.find(({ id }) => id === each.id) ?? each);
    }
  }
  return results;
}

const miss = (id: string, expected: string, got: string): Miss => ({ id, expected, got });

async function observe(runner: string, args: readonly string[]): Promise<readonly Seen[]> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-escapes-"));
  try {
    const report = join(folder, "report.json");
    await output(process.execPath, [runner, ...args, "--quiet", "--json", report], {});
    const { results } = JSON.parse(await readFile(report, "utf8")) as { results: readonly Seen[] };
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const HONEST_OUTPUT = "ok allowed\n";
const HONEST = `import fs from "node:fs";
const answer = await (await fetch("http://ADDRESS/")).text();
console.log(fs.readFileSync("ok.txt", "utf8"), answer);`;

async function runHonest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-escapes-"));
  const server = createServer((_, response) => response.end("allowed"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `localhost:${(server.address() as AddressInfo).port}`;
  const script = join(folder, "honest.mjs");
  try {
    await writeFile(join(folder, "ok.txt"), "ok");
    await writeFile(script, HONEST.replace("ADDRESS", address));
    const command = escapeCommand("60s").replaceAll("{root}", folder).replaceAll("{script}", script);
    return await output("/bin/sh", ["-c", command], { ALLOWED_HOSTPORT: address });
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function output(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    child.on("error", reject).on("close", () => resolve(text));
  });
}
