/** A process of this machine as the vendor's client gives one: one stream of text out, one in. */
import { spawn } from "node:child_process";
import type { ContainerProcess } from "../page/link";

export interface NodeProcess extends ContainerProcess {
  readonly pid: number | undefined;
}

export function nodeProcess(folder: string, command: string, args: readonly string[]): NodeProcess {
  // Nothing of this process's variables: the type of them wants one that nobody reads.
  const env = {} as NodeJS.ProcessEnv;
  const child = spawn(command === "node" ? process.execPath : command, args, { cwd: folder, env });
  const output = new ReadableStream<string>({
    start(to) {
      // Standard output and errors come as one, as a terminal shows them.
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8");
        stream.on("data", (text: string) => to.enqueue(text));
      }
      child.on("close", () => to.close());
    },
  });
  const input = new WritableStream<string>({
    write: (text) =>
      new Promise((resolve) => {
        child.stdin.write(text, () => resolve());
      }),
  });
  child.stdin.on("error", () => {});
  const exit = new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 137));
  });
  return { pid: child.pid, output, input, exit, kill: () => void child.kill("SIGKILL") };
}
