/**
 * The lock that keeps two processes from appending to one file. It is the kernel's (flock), on the file itself: it
 * goes with the process however that ends, so there is no stale lock to break and no race in breaking it, and two
 * containers with a shared folder see the same one. Node cannot ask for it, but it can hand its open file to a
 * program that does: the lock belongs to the open file and stays when that program has ended.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { JournalFault } from "../../../audit/recorder/journal";

/** By whole path: a `flock` that somebody put into PATH could leave the file unlocked and say that it is. */
const PROGRAMS = ["/usr/bin/flock", "/bin/flock", "/usr/sbin/flock", "/run/current-system/sw/bin/flock"];
const HELD_BY_ANOTHER = 1;

/** On systems of the BSD kind, opening itself takes the lock: the flag is not among Node's constants. */
const O_EXLOCK = 0x20;
const LOCKS_ON_OPENING = process.platform === "darwin" || process.platform === "freebsd";
export const LOCK_FLAG = LOCKS_ON_OPENING ? O_EXLOCK : 0;

/** What opening says when `LOCK_FLAG` found the file locked. */
export function isLockedError(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return LOCKS_ON_OPENING && (code === "EAGAIN" || code === "EWOULDBLOCK");
}

/** Resolves when the open file is locked, and rejects when another process has it. The lock ends with the descriptor. */
export async function lockFile(fd: number): Promise<void> {
  if (LOCKS_ON_OPENING) return;
  const program = PROGRAMS.find((path) => existsSync(path));
  if (program === undefined) {
    // Better no log, and with it no effect, than two writers of one log.
    throw new JournalFault("unsafe", "The log cannot be locked: install flock (of util-linux or BusyBox).");
  }
  const code = await run(program, fd).catch((cause: unknown) => {
    throw new JournalFault("unsafe", "The log cannot be locked.", { cause });
  });
  if (code === HELD_BY_ANOTHER) throw new JournalFault("locked");
  if (code !== 0) throw new JournalFault("unsafe", `The log cannot be locked: flock ended with ${code}.`);
}

function run(program: string, fd: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // An environment of nothing: what the program is to do does not depend on ours. (Next's types want NODE_ENV.)
    const env = {} as NodeJS.ProcessEnv;
    const child = spawn(program, ["-x", "-n", "3"], { stdio: ["ignore", "ignore", "ignore", fd], env });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
}
