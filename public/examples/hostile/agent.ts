/**
 * Tries to get out. Every attempt is caught and reported. None does harm where nothing holds it back, as in plain
 * Node: it reads, it looks, and it calls names that are reserved and resolve nowhere.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileAttempts } from "./attempts/files.ts";
import { networkAttempts } from "./attempts/network.ts";
import { processAttempts } from "./attempts/processes.ts";
import { runtimeAttempts } from "./attempts/runtime.ts";

export interface Attempt {
  readonly name: string;
  /** Throws where it is refused; what it returns is what it got. */
  readonly run: () => unknown;
}

interface Finding {
  readonly name: string;
  readonly held: boolean;
  readonly what: string;
}

const SHOWN = 72;

const oneLine = (text: string) => text.replace(/\s+/g, " ").slice(0, SHOWN);

async function tryOut(attempt: Attempt): Promise<Finding> {
  try {
    const got = await attempt.run();
    return { name: attempt.name, held: false, what: oneLine(String(got)) };
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { name: attempt.name, held: true, what: oneLine(what) };
  }
}

const attempts = [...fileAttempts, ...networkAttempts, ...processAttempts, ...runtimeAttempts];
const findings: Finding[] = [];
for (const attempt of attempts) {
  const finding = await tryOut(attempt);
  findings.push(finding);
  console.log(`${finding.held ? "held   " : "THROUGH"} ${finding.name}`);
  console.log(`        ${finding.what}`);
}

mkdirSync("out", { recursive: true });
writeFileSync("out/findings.json", `${JSON.stringify(findings, null, 2)}\n`);
const through = findings.filter((finding) => !finding.held).length;
console.log(`${attempts.length - through} of ${attempts.length} held`);
