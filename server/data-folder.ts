import "server-only";
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartFault } from "./start-fault";

const MODE_OWNER_ONLY = 0o700;

/** Makes the data folder and proves that files can be made in it, which reading its mode would not. */
export async function prepareDataFolder(path: string): Promise<void> {
  const probe = join(path, `.probe-${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(path, { recursive: true, mode: MODE_OWNER_ONLY });
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new StartFault(
      `The data folder ${path} cannot be used (${code}): make it a folder that this user may write to, or set DATA_DIR to one.`,
    );
  }
}
