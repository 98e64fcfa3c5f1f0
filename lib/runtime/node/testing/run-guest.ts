/** Runs files of an agent in a real sandbox: its machine in a thread, a real mediator, files in memory. */
import { randomFillSync } from "node:crypto";
import { bench, type TestLog } from "../../../mediator/testing/bench";
import { after } from "../../after";
import type { Handlers } from "../../calls/handler";
import type { Http } from "../../calls/network";
import { Sandbox, type SandboxEnd, type SandboxParts } from "../../embedded/sandbox/sandbox";
import { MemoryFiles } from "../../files";
import { DEFAULT_LIMITS } from "../../limits";
import { execCalls } from "../../shell";
import { nodeDigests } from "../digests";
import { loadAssets, type RunAssets } from "../run/assets";
import { threadMachine } from "../thread/thread-machine";

export interface GuestRun {
  readonly files: Readonly<Record<string, string>>;
  readonly entry?: string;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly policy?: string;
  readonly stdin?: readonly string[];
  readonly http?: Http;
  readonly more?: Partial<Handlers>;
  /** With a shell for its `child_process`. */
  readonly hasShell?: boolean;
  readonly cwd?: string;
  /** Of another driver. */
  readonly machine?: SandboxParts["machine"];
}
export interface GuestEnd {
  readonly end: SandboxEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly faults: readonly unknown[];
  readonly log: TestLog;
}
const EVERYTHING = `
[capabilities.filesystem]
read = ["/**"]
write = ["/**"]
[capabilities.exec]
allow = ["echo", "cat", "false", "sh"]
env = ["HOME", "LANG"]
[capabilities.network]
allow_egress = ["https://api.example.com"]
`;

let assets: Promise<RunAssets> | undefined;

export async function runGuest(run: GuestRun): Promise<GuestEnd> {
  assets ??= loadAssets();
  const { source, builtins } = await assets;
  const { mediator, log } = bench(run.policy ?? EVERYTHING);
  const files = new MemoryFiles({ clock: () => BigInt(Date.now()) * 1_000_000n });
  mount(files, run.files);
  const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  const faults: unknown[] = [];
  const stdin = [...(run.stdin ?? [])];
  let hasEnded = false;
  const sandbox = new Sandbox({
    machine: run.machine ?? ((host, limits) => threadMachine(source, host, limits)),
    builtins,
    mediator,
    files,
    areFilesReal: false,
    cwd: run.cwd ?? "/work",
    env: run.env ?? {},
    limits: { ...DEFAULT_LIMITS, wallMs: 20_000 },
    time: {
      now: () => Date.now(),
      elapsed: () => performance.now(),
      after,
    },
    random: (bytes) => randomFillSync(bytes),
    http: run.http ?? (() => Promise.reject(new Error("no network"))),
    digests: nodeDigests,
    more: (access, runScript) => ({
      ...(run.hasShell && execCalls({ mediator, access, env: run.env ?? {}, runScript })),
      ...run.more,
    }),
    output: (stream, bytes) => output[stream].push(bytes),
    readStdin: (isReading) => {
      if (!isReading || hasEnded) return;
      for (const text of stdin.splice(0)) sandbox.post({ kind: "stdin" }, new TextEncoder().encode(text));
      hasEnded = true;
      sandbox.post({ kind: "stdin" });
    },
    isStopped: () => false,
    failed: (cause) => faults.push(cause),
  });
  const end = await sandbox.run({ entry: run.entry ?? "/work/main.mjs", argv: run.argv ?? [], isTty: false });
  const textOf = (parts: Uint8Array[]) => Buffer.concat(parts).toString();
  return { end, stdout: textOf(output.stdout), stderr: textOf(output.stderr), faults, log };
}

function mount(files: MemoryFiles, tree: Readonly<Record<string, string>>): void {
  const make = (folder: string) => {
    files.mkdir(files.locate(folder, { walk: "entry" }), 0o777, true);
  };
  for (const folder of ["/work", "/tmp"]) make(folder);
  for (const [path, text] of Object.entries(tree)) {
    make(path.slice(0, path.lastIndexOf("/")) || "/");
    files.writeFile(files.locate(path, { walk: "follow" }), new TextEncoder().encode(text));
  }
}
