/** The lock is between processes, so the others here are real ones. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { JournalFault } from "../../../audit/recorder/journal";
import { lockFile } from "./lock";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aegis-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.runIf(process.platform === "linux")("goes with the process that has it, however that ends", async () => {
  const path = join(folder, "log");
  writeFileSync(path, "");
  const command = `exec 9<${path}; flock -x -n 9 && echo locked; exec sleep 60`;
  const other = spawn("/bin/sh", ["-c", command], { stdio: ["ignore", "pipe", "inherit"] });
  await once(other.stdout, "data");
  const fd = openSync(path, "r");
  await expect(lockFile(fd)).rejects.toThrow(expect.objectContaining({ trouble: "locked" }));
  other.kill("SIGKILL");
  await once(other, "exit");
  await lockFile(fd);
  expect(spawnSync("/bin/sh", ["-c", `flock -x -n ${path} true`]).status).toBe(1);
  closeSync(fd);
  expect(spawnSync("/bin/sh", ["-c", `flock -x -n ${path} true`]).status).toBe(0);
});

test.runIf(process.platform === "linux")("a descriptor that cannot be locked is a fault", async () => {
  await expect(lockFile(9_999)).rejects.toThrow(JournalFault);
});
