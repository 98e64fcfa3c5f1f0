import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When a process began, in whatever unit the system tells it: together with the pid it names one process for
 * good, so that a pid given to somebody else after a crash is not taken for the old holder.
 * @param {number} pid
 * @returns {string | undefined} nothing when there is no such process
 */
export function processBirth(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
    }
    process.kill(pid, 0);
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, birth: string }} who */
export function isAlive(who) {
  return processBirth(who.pid) === who.birth;
}
