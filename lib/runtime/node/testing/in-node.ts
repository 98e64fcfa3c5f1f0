/** A program of the conformance table in this Node itself: what each of its lines said. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { resultsOf } from "../../guest/conformance/cases";

export const NODE_MAJOR = Number(process.versions.node.split(".")[0]);

export function inNode(program: string): Map<string, string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "aegis-conformance-")));
  try {
    writeFileSync(join(folder, "main.mjs"), program);
    const args = ["--no-warnings", "main.mjs"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    return resultsOf(stdout, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
