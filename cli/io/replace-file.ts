/** Writes a file anew, as a whole or not at all. */
import { rename, stat, unlink, writeFile } from "node:fs/promises";
import { UsageError } from "../failure";
import { printable } from "./printable";

/** Beside it and renamed: whoever reads meanwhile, and whoever pulls the plug, has the old file or the new one. */
export async function replaceFile(target: string, text: string, path: string): Promise<void> {
  const draft = `${target}.${process.pid}.tmp`;
  try {
    const { mode } = await stat(target);
    await writeFile(draft, text, { mode, flag: "wx" });
    await rename(draft, target);
  } catch (thrown) {
    await unlink(draft).catch(() => undefined);
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
    throw new UsageError(
      `${printable(path)} cannot be written: the system says ${code}; check the rights of its folder.`,
    );
  }
}
