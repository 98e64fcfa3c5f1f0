#!/usr/bin/env node
/**
 * The `aegis` command. What runs is the bundle beside it: in a package it came along; in a clone it is made here when
 * it is missing or older than its sources, which takes a fraction of a second and is then not repeated.
 */
import { existsSync } from "node:fs";

const inClone = existsSync(new URL("main.ts", import.meta.url));
const entry = new URL(".bundle/", import.meta.url);

try {
  if (inClone) {
    const { freshen } = await import("./packing/freshen.mjs");
    await freshen();
  }
  const { runProcess } = await import(new URL("aegis.js", entry).href);
  await runProcess();
} catch (thrown) {
  const isIncomplete = thrown?.code === "ERR_MODULE_NOT_FOUND";
  const mend = inClone ? "run npm ci, and try again" : "install the package again";
  process.stderr.write(
    isIncomplete
      ? `aegis: A part of the program is missing: ${mend}.\n`
      : `aegis: The program could not be started: ${thrown?.message ?? thrown}\n`,
  );
  process.exitCode = 2;
}
