/** A data folder as a first start leaves it: made once in a process of tests, and copied for each server that wants one. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../../scripts/lib/root.mjs";
import { environment } from "../server";

const PREPARE = ["--conditions=react-server", "--import", "tsx", "server/prepare.ts"];
let made: Promise<string> | undefined;

export async function prepareFolder(folder: string): Promise<void> {
  made ??= make();
  await cp(await made, folder, { recursive: true });
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "aegis-prepared-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const env = environment({ DATA_DIR: folder, NODE_ENV: "production" });
  await promisify(execFile)(process.execPath, PREPARE, { cwd: ROOT, env });
  return folder;
}
