/**
 * What Linux puts around the agent's process beside Node's own rules, where the system gives it to ordinary users. The kernel holds
 * it, so it also holds against an agent that has broken out of the engine: a root of its own with nothing in it but the program and the
 * system's libraries, read-only; no network but a loopback that is down; IPC and host name of its own; no privileges, now or by
 * any program; and the end when whoever runs it ends, killed or not. Looked at once, by doing it.
 */
import { spawnSync } from "node:child_process";

export interface Isolation {
  /** Whether a network namespace holds; without one the shim alone refuses. */
  readonly network: boolean;
  /** Whether the process has a root of its own; without one Node's permission model alone keeps it from files. */
  readonly root: boolean;
  /** Whether the process goes when the host is killed. Without, it goes when it next asks, or when its processor time is used up. */
  readonly endsWithHost: boolean;
  /** What stands before the program and its arguments. */
  readonly words: readonly string[];
}

/**
 * In a mount namespace of its own: an empty file system over a folder that is there everywhere, in it the libraries and the program,
 * all of it read-only; then the change to it, with every privilege given up. The first argument is the program.
 */
const OWN_ROOT = `
set -e
program=$1; shift; root=/tmp
mount -t tmpfs -o mode=755,size=64k none "$root"
cd "$root"
bring() { mkdir -p "./$1"; mount --rbind "/$1" "./$1"; mount -o remount,bind,ro "./$1"; }
for folder in lib lib32 lib64 libx32; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$folder"; elif [ -d "/$folder" ]; then bring "$folder"; fi
  if [ -d "/usr/$folder" ] && [ ! -L "/usr/$folder" ]; then bring "usr/$folder"; fi
done
touch agent; mount --bind "$program" agent; mount -o remount,bind,ro agent
touch setpriv; mount --bind "$(command -v setpriv)" setpriv; mount -o remount,bind,ro setpriv
mount -o remount,ro "$root"
exec chroot . /setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --pdeathsig KILL -- /agent "$@"
`;

const NONE: Isolation = { network: false, root: false, endsWithHost: false, words: [] };
const NAMESPACES = ["unshare", "--user", "--net", "--ipc", "--uts"];
// After the namespaces: what changes a process's rights takes back that it ends with its parent.
const BOUND = ["setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--"];
const CANDIDATES: readonly Isolation[] = [
  {
    network: true,
    root: true,
    endsWithHost: true,
    words: [...NAMESPACES, "--map-root-user", "--mount", "--", "/bin/sh", "-c", OWN_ROOT, "sh"],
  },
  { network: true, root: false, endsWithHost: true, words: [...NAMESPACES, "--", ...BOUND] },
  { network: true, root: false, endsWithHost: false, words: [...NAMESPACES, "--"] },
  { network: false, root: false, endsWithHost: true, words: BOUND },
];
let found: Isolation | undefined;

export function isolation(): Isolation {
  found ??= process.platform === "linux" ? (CANDIDATES.find(works) ?? NONE) : NONE;
  return found;
}

function works({ words: [command = "", ...rest] }: Isolation): boolean {
  const program = [process.execPath, "--version"];
  const { status, stdout } = spawnSync(command, [...rest, ...program], {
    env: SYSTEM_PATH,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 && stdout.toString().trim() === process.version;
}

/** Where these programs are looked for: not where the caller's variables say. */
export const SYSTEM_PATH = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" } as unknown as NodeJS.ProcessEnv;
