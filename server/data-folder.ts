import "server-only";
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartFault } from "./start-fault";

const MODE_OWNER_ONLY = 0o700;

/** Makes the data folder and proves that files can be made in it, which reading its mode would not. */
export async function prepareDataFolder(path: string): Promise<void> {
  const probe = join(path, `.probe-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await makeFolder(path);
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StartFault(
      `The data folder ${path} cannot be used (${code}): make it a folder that this user may write to, or set DATA_DIR to one.`,
    );
  }
}

/** Node's own recursive mkdir never returns where a parent exists and refuses children with ENOENT, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: MODE_OWNER_ONLY });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") return; // a folder, or the probe will tell
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: MODE_OWNER_ONLY });
  }
}
