import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The program of child.ts as one script, so that it starts in the time that Node itself takes. */
export async function bundleChild(folder: string): Promise<string> {
  const outfile = join(folder, "child.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./child.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}

export interface Child {
  readonly pid: number;
  /** The whole lines that it has printed. */
  lines(): string[];
  printed(beginning: string): Promise<void>;
  readonly ended: Promise<void>;
  kill(): void;
}

/** `maxFileKiB` is a limit of the kernel: what is written beyond it fails, as on a full disk. */
export function startChild(
  script: string,
  args: readonly string[],
  { maxFileKiB }: { maxFileKiB?: number } = {},
): Child {
  const limit = maxFileKiB === undefined ? "" : `ulimit -f ${maxFileKiB}; `;
  const command = `${limit}exec "$@"`;
  const child = spawn("bash", ["-c", command, "bash", process.execPath, script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("bash did not start");
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ended = once(child, "close").then(([code]) => {
    if (code) throw new Error(`the child ended with ${code}: ${complaints}`);
  });
  ended.catch(() => {}); // told to whoever waits for it
  const lines = () => output.split("\n").slice(0, -1);
  return {
    pid,
    lines,
    ended,
    async printed(beginning) {
      const isThere = () => lines().some((line) => line.startsWith(beginning));
      while (!isThere()) {
        const isOver = await Promise.race([
          once(child.stdout, "data").then(() => false),
          ended.then(() => true),
        ]);
        if (isOver && !isThere()) throw new Error(`the child ended without ${beginning}: ${output}`);
      }
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
