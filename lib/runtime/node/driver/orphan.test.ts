/** A host that is killed leaves nothing that runs: not an agent that waits for it, nor one that loops. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { isolation } from "./isolation";

const HOST = `
import { processMachine } from "./process-machine";
const program = 'const { readSync, writeSync } = require("node:fs"); const hear = () => readSync(3, Buffer.alloc(1 << 16)); writeSync(4, Buffer.from([5, 0, 0, 0, 0, 0, 0, 0, 0, 0])); ' + process.argv[2];
const host = { call: () => ({ text: "" }), resolve: () => ({ text: "" }), load: () => ({ text: "" }), shouldStop: () => false, now: () => 0n, random: () => {} };
const machine = await processMachine({ program, inside: "", library: "", allowsCode: false }, host, { memoryBytes: 64 << 20, stackBytes: 0 });
console.log((machine as unknown as { child: { pid: number } }).child.pid);
setInterval(() => {}, 1000);
`;

/** Gone, or waiting to be collected by a first process that does not care. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && /\) Z /.test(readFileSync(path, "utf8"));
}

it
  .runIf(process.platform === "linux")
  .each([
    ["waits", "for (;;) { if (hear() === 0) process.exit(0); }"],
    ...(isolation().endsWithHost ? [["loops", "for (;;);"]] : []),
  ])("an agent that %s", async (_, act = "") => {
  const folder = await mkdtemp(join(tmpdir(), "aegis-orphan-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { outputFiles } = await build({
    stdin: { contents: HOST, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
  });
  const path = join(folder, "host.mjs");
  await writeFile(path, outputFiles[0]?.text ?? "");
  const host = spawn(process.execPath, [path, act], {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: process.cwd(),
  });
  const pid = await new Promise<number>((resolve) =>
    host.stdout.once("data", (data: Buffer) => resolve(Number(String(data)))),
  );
  expect(hasEnded(pid)).toBe(false);
  host.kill("SIGKILL");
  await expect.poll(() => hasEnded(pid), { timeout: 20_000 }).toBe(true);
});
