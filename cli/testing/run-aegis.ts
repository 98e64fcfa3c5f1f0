/** Runs the real command as a process of its own, as people and CI do. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const CLI = fileURLToPath(new URL("..", import.meta.url));
export const COMMAND = join(CLI, "aegis.mjs");
export const STAMP_PATH = join(CLI, ".bundle", "stamp.json");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
export interface Surroundings {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runAegis(args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { child, ended } = startAegis(args, surroundings);
  child.stdin.end(surroundings.input ?? "");
  return ended;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when that much has been printed. */
  printed(text: string): Promise<void>;
  /** The code is null when a signal ended it. */
  readonly ended: Promise<Outcome>;
}

/** The same for a command that is met while it runs; its input stays open. */
export function startAegis(args: readonly string[], { cwd, env = {} }: Surroundings = {}): Started {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { ...process.env, ...env } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A command that never reads its input may be gone before it is written.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<Outcome>((done) =>
    child.on("close", (code) =>
      done({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    ),
  );
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (Buffer.concat([...stdout, ...stderr]).includes(text)) resolve();
      };
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      void ended.then(({ stderr: said }) => reject(new Error(`it ended without saying ${text}: ${said}`)));
      look();
    });
  return { child, printed, ended };
}

/** A folder with these files, gone after the test. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

export const SPEC = `[agent]
name = "worker"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
approve = ["/workspace/out/final/**"]

[capabilities.exec]
allow = ["git status", "git log *"]
approve = ["git push *"]

[capabilities.tools."tickets.create"]
rate_limit = "2/hour"
args.title = { max_length = 5 }

[approvals]
timeout = "5m"

[[test]]
name = "cannot read keys"
request = { op = "fs.read", path = "/workspace/id.key" }
expect = "deny"
`;
