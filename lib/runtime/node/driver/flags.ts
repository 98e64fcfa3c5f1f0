/**
 * How the agent's process is started: what its Node may do (nothing), and how much of the machine it gets.
 *
 * Files, commands, the network and threads are the host's to do, so Node's permission model grants nothing at all: the
 * program comes on the command line and the library through the pipe. The flags are those of Node's documentation of 20, 22 and 24.
 */
import type { VmLimits } from "../../embedded/vm/vm";
import { DEFAULT_LIMITS } from "../../limits";

const MB = 1024 * 1024;
const KB = 1024;
/** What Node itself takes before an agent has a byte: its heap, its code, the stacks of its threads. Later ones reserve more for code. */
const OWN_DATA_BYTES = 320 * MB;
const OWN_DATA_BYTES_LATER = 704 * MB;
const LATER_MAJOR = 22;

export interface NodeVersion {
  readonly major: number;
  readonly minor: number;
}

export function versionOf(text: string): NodeVersion {
  const [major = 0, minor = 0] = text.split(".").map(Number);
  return { major, minor };
}

/** Since 22.13 and 23.5 the model has its final name. */
function permissionFlag({ major, minor }: NodeVersion): string {
  const isFinal = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return isFinal ? "--permission" : "--experimental-permission";
}

export function nodeFlags(version: NodeVersion, { memoryBytes }: Pick<VmLimits, "memoryBytes">): string[] {
  return [
    // No file, no child process, no worker, no WASI, no inspector; native addons are refused with it.
    permissionFlag(version),
    "--no-addons",
    // Text is never code in the shim's own realm. That of the agent is told by the policy.
    "--disallow-code-generation-from-strings",
    // Nobody changes what the shim's realm stands on, however he got there.
    "--frozen-intrinsics",
    "--experimental-vm-modules",
    "--no-warnings",
    "--no-deprecation",
    "--no-global-search-paths",
    `--max-old-space-size=${Math.max(16, Math.ceil(memoryBytes / MB))}`,
  ];
}

/** Of all its threads, which collect garbage and compile beside the agent: far more than the host lets the agent alone have. */
const MOST_CPU_SECONDS = Math.ceil((4 * DEFAULT_LIMITS.cpuMs) / 1000);

/**
 * The limits of the process that no engine looks after: memory beside the heap, files that grow, dumps of its memory, and time for
 * one whose host has gone. Words of a POSIX shell, which becomes the process itself.
 */
export function shellLimits(
  { major }: NodeVersion,
  { memoryBytes }: Pick<VmLimits, "memoryBytes">,
  isLinux: boolean,
): string {
  const own = major >= LATER_MAJOR ? OWN_DATA_BYTES_LATER : OWN_DATA_BYTES;
  const data = Math.ceil((memoryBytes + own) / KB);
  // Only Linux counts what is mapped: elsewhere the limit is not there, or means something else.
  return [
    "ulimit -c 0",
    "ulimit -f 0",
    `ulimit -t ${MOST_CPU_SECONDS}`,
    ...(isLinux ? [`ulimit -d ${data}`] : []),
  ].join(" && ");
}
