/** Root may do everything: what permission bits mean is seen only as somebody else. */
import { accessSync, chmodSync, constants, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NOBODY = 65_534;

/** For good: a test file that calls this has a process of its own. Answers with who it is from then on. */
export function becomeOrdinaryUser(): { uid: number; gid: number } {
  if (process.getuid?.() === 0) {
    process.setgroups?.([]);
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  }
  process.umask(0o022);
  return { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000 };
}

/** In memory where there is such a place: thousands of fsyncs on a disk take minutes. */
function quickFolder(): string {
  try {
    accessSync("/dev/shm", constants.W_OK | constants.X_OK);
    return "/dev/shm";
  } catch {
    return tmpdir();
  }
}

/** An empty folder; what is left in it goes with it, whatever its modes are. */
export function withFolder<Value>(run: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(quickFolder(), "aegis-files-"));
  try {
    chmodSync(folder, 0o755);
    return run(folder);
  } finally {
    removeAll(folder);
  }
}

export function removeAll(folder: string): void {
  openFolders(folder);
  rmSync(folder, { recursive: true, force: true });
}

function openFolders(folder: string): void {
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).isDirectory()) openFolders(path);
  }
}
