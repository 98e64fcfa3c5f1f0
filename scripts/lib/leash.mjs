/**
 * Runs a command that must not outlive whoever started it: `node leash.mjs COMMAND ARGS…`.
 * The starter holds the other end of stdin. When the starter goes, however it goes (SIGKILL included), the pipe
 * closes and the whole process group of the command is killed, so that an orphaned install or build never
 * writes beside the next one.
 */
import { spawn } from "node:child_process";

const [command = "", ...args] = process.argv.slice(2);
const ownGroup = process.platform !== "win32";
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: ownGroup });

function killChild() {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, "SIGKILL");
  } catch {
    // It has ended by itself in the meantime.
  }
}

process.stdin.resume();
process.stdin.on("end", killChild);
process.stdin.on("error", killChild);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, killChild);

child.on("error", (error) => {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  if (signal !== null) process.stderr.write(`${command} was ended by ${signal}\n`);
  process.exit(code ?? 1);
});
