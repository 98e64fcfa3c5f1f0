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
  process.stderr.write(`aegis: ${sentenceOf(thrown)}\n`);
  process.exitCode = 2;
}

/** @param {any} thrown */
function sentenceOf(thrown) {
  switch (thrown?.code) {
    case "ERR_MODULE_NOT_FOUND":
      return `A part of the program is missing: ${inClone ? "run npm ci, and try again" : "install the package again"}.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "The bundle cannot be written: make the folder cli/.bundle writable, or install the packed command.";
    default:
      return `The program could not be started: ${thrown?.message ?? thrown}`;
  }
}
