/** Opening, checking and replacing the files of a journal, so that nobody can put another file in their place. */
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { JournalFault, type JournalTrouble } from "../../../audit/recorder/journal";

const PRIVATE = 0o600;
const OTHERS = 0o077;
const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const UNSAFE = new Set(["ELOOP", "EMLINK", "EISDIR", "ENXIO", "EACCES", "EPERM"]);

/** Never through a symlink: whoever can write to the folder could send the log, or the key, somewhere else. */
const SAFELY = constants.O_NOFOLLOW | constants.O_NONBLOCK;
export const READ = constants.O_RDONLY | SAFELY;
export const APPEND = constants.O_RDWR | constants.O_APPEND | SAFELY;
export const CREATE = constants.O_CREAT;
const REPLACE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SAFELY;

/** Opens a regular file, which is created for its owner alone. */
export async function openFile(path: string, flags: number): Promise<FileHandle> {
  const handle = await open(path, flags, PRIVATE).catch((cause: unknown) => {
    throw journalFault(cause, path);
  });
  // A pipe would take the records and keep none of them.
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new JournalFault("unsafe", `${path} is no regular file.`);
}

/** For what holds a key: a file of ours that nobody else may open. */
export async function assertPrivate(handle: FileHandle, path: string): Promise<void> {
  const { mode, uid } = await handle.stat();
  if ((mode & OTHERS) !== 0 || uid !== process.getuid?.()) {
    throw new JournalFault(
      "unsafe",
      `${path} can be read by others: its owner and mode must be ours and 600.`,
    );
  }
}

/** A name that was just given is durable only when its folder is. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a whole file, durably: afterwards there is the old one or the new one, and never half of either. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.new`;
  await rm(draft, { force: true }); // of a process that ended half way; whoever writes holds the lock of the log
  const handle = await openFile(draft, REPLACE);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  await syncFolderOf(path);
}

/** The error of a system call as a fault; the sentence keeps the system's own words. */
export function journalFault(cause: unknown, path: string): JournalFault {
  if (cause instanceof JournalFault) return cause;
  const { code = "", message } = cause as NodeJS.ErrnoException;
  return new JournalFault(troubleOf(code), `${path}: ${message}`, { cause });
}

function troubleOf(code: string): JournalTrouble {
  if (code === "ENOENT") return "missing";
  if (FULL.has(code)) return "quota";
  return UNSAFE.has(code) ? "unsafe" : "failed";
}
