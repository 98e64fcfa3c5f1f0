/**
 * `node FILE` in an agent's shell: a further machine for a further script of the same agent. It has the agent's rights
 * and its mediator, its files, but a machine, descriptors, a folder and variables of its own.
 *
 * A script that starts itself is the oldest bomb there is: processes are counted over the whole run, living ones and how
 * deep they stand, and all of them use up the one time that the run has.
 */

import { joinBytes } from "../../../audit/bytes";
import { appendLexically } from "../../files/names";
import type { ProgramCall, ProgramResult, RunScript } from "../../shell";
import type { CpuTotal } from "./limits";
import type { Sandbox, SandboxEnd, SandboxParts } from "./sandbox";

/** All processes of a run. */
export interface Family {
  readonly cpu: CpuTotal;
  living: number;
}
export interface Lineage {
  readonly family: Family;
  readonly depth: number;
}

const DEEPEST = 4;
const CANNOT_START = 126;

export function newLineage(): Lineage {
  return { family: { cpu: { usedMs: 0 }, living: 0 }, depth: 0 };
}

export function runScript(
  parts: SandboxParts,
  { family, depth }: Lineage,
  create: (parts: SandboxParts) => Sandbox,
): RunScript {
  return async (call) => {
    if (depth >= DEEPEST) return refused(`scripts start each other ${DEEPEST} deep at most`);
    // Each has a machine with memory of its own, up to the limit of the run; the agent has one of them.
    const most = parts.limits.processes - 1;
    if (family.living >= most) return refused(`${most} scripts run at once at most`);
    family.living += 1;
    try {
      const child = { family, depth: depth + 1 };
      return await runProcess(call, (io) =>
        create({ ...parts, ...io, child, isStopped: () => io.isStopped() || parts.isStopped() }),
      );
    } finally {
      family.living -= 1;
    }
  };
}

/** What of a sandbox is its process's own. */
export type ProcessParts = Pick<SandboxParts, "cwd" | "env" | "output" | "readStdin" | "isStopped">;

/** A sandbox as a program of a shell: its words, its input, its output, its end. */
export async function runProcess(
  { argv, env, cwd, stdin, signal, live }: ProgramCall,
  create: (parts: ProcessParts) => Sandbox,
): Promise<ProgramResult> {
  const [, file = "", ...words] = argv;
  const out: Record<"stdout" | "stderr", Uint8Array[]> = { stdout: [], stderr: [] };
  const child: Sandbox = create({
    cwd,
    env,
    output: live ?? ((stream, bytes) => out[stream].push(bytes)),
    readStdin: once(() => {
      if (stdin.length > 0) child.post({ kind: "stdin" }, stdin);
      child.post({ kind: "stdin" });
    }),
    isStopped: () => signal.aborted,
  });
  const stop = () => child.stop();
  signal.addEventListener("abort", stop);
  try {
    const end = await child.run({
      entry: appendLexically(file.startsWith("/") ? "/" : cwd, file),
      argv: words,
      isTty: false,
    });
    const why = sentenceOf(end);
    if (why) out.stderr.push(new TextEncoder().encode(`node: ${why}\n`));
    return { code: end.code, stdout: joinBytes(out.stdout), stderr: joinBytes(out.stderr) };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function once(work: () => void): (isReading: boolean) => void {
  let isDone = false;
  return (isReading) => {
    if (!isReading || isDone) return;
    isDone = true;
    work();
  };
}

function refused(why: string): ProgramResult {
  return { code: CANNOT_START, stderr: new TextEncoder().encode(`node: ${why}\n`) };
}

function sentenceOf({ reason }: SandboxEnd): string | undefined {
  const sentences: Readonly<Record<SandboxEnd["reason"], string | undefined>> = {
    exit: undefined,
    stopped: "stopped",
    cpu: "the time of the run is used up",
    wall: "the time of the run is used up",
    output: "more output than the run may have",
    broken: "its machine broke",
  };
  return sentences[reason];
}
