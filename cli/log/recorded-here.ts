/**
 * The keys of sessions that this user recorded on this machine, one a line, in the user's own folder for such things.
 * A log names its key itself, and so does one that was forged; what is noted here when a run begins was never where the
 * log is. Whoever can write into this folder can do anything as this user.
 */
import { appendFile, mkdir, open, rename, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { ProcessIo } from "../io/process-io";

/** Some thousands of sessions; then the file is put aside, and both are looked at. */
const MOST_BYTES = 1_000_000;

type Surroundings = Pick<ProcessIo, "env">;

function fileFor({ env }: Surroundings): string {
  const named = env.XDG_STATE_HOME ?? "";
  // The convention: what is no absolute path is as if it were not set.
  const folder = isAbsolute(named) ? named : join(homedir(), ".local", "state");
  return join(folder, "aegis", "sessions");
}

/** Not in every container is there such a folder: then a log is verified by the key that the run told. */
export async function noteRecording(vkey: string, surroundings: Surroundings): Promise<void> {
  const path = fileFor(surroundings);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const size = (await stat(path).catch(() => undefined))?.size ?? 0;
    if (size > MOST_BYTES) await rename(path, `${path}.old`);
    await appendFile(path, `${vkey}\n`, { mode: 0o600 });
  } catch (thrown) {
    if (!(thrown instanceof Error && "syscall" in thrown)) throw thrown;
  }
}

export async function isRecordedHere(vkey: string, surroundings: Surroundings): Promise<boolean> {
  const path = fileFor(surroundings);
  for (const each of [path, `${path}.old`]) if ((await readStart(each)).includes(vkey)) return true;
  return false;
}

async function readStart(path: string): Promise<readonly string[]> {
  try {
    const handle = await open(path);
    try {
      const bytes = new Uint8Array(2 * MOST_BYTES);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return new TextDecoder().decode(bytes.subarray(0, bytesRead)).split("\n");
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (thrown instanceof Error && "syscall" in thrown) return [];
    throw thrown;
  }
}
