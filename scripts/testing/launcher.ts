import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { ROOT } from "../lib/root.mjs";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly pid: number;
  /** Resolves when it has printed this, or has ended. */
  readonly printed: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

/** A folder that is gone when the test has ended. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "aegis-scripts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Starts Node on a script; it sees nothing of the environment but what is given. */
export function startNode(args: string[], env: Record<string, string> = {}, cwd = ROOT): Started {
  const known = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
  const child = spawn(process.execPath, args, { cwd, env: known as unknown as NodeJS.ProcessEnv });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  if (child.pid === undefined) throw new Error("Node did not start");
  const printed = async (text: string) => {
    while (!stdout.includes(text) && child.exitCode === null && child.signalCode === null) {
      await Promise.race([once(child.stdout, "data"), ended]);
    }
  };
  return { pid: child.pid, printed, ended };
}

/** Runs one of our modules in a process of its own: `body` sees it as `module`. */
export function startModule(path: string, body: string, env: Record<string, string> = {}): Started {
  const source = `const module = await import(${JSON.stringify(join(ROOT, path))});\n${body}`;
  return startNode(["--input-type=module", "--eval", source], env);
}
