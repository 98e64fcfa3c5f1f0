/** Every command, in the order in which people meet them. */
import type { CommandDefinition } from "./definition";
import { diff } from "./diff";
import { evaluate } from "./eval";
import { fmt } from "./fmt";
import { init } from "./init";
import { inspect } from "./inspect";
import { logCheckpoint } from "./log-checkpoint";
import { logExport } from "./log-export";
import { logProve } from "./log-prove";
import { logShow } from "./log-show";
import { logTamper } from "./log-tamper";
import { logVerify } from "./log-verify";
import { replay } from "./replay";
import { run } from "./run";
import { schema } from "./schema";
import { suggest } from "./suggest";
import { test } from "./test";
import { validate } from "./validate";

export const COMMANDS: readonly CommandDefinition[] = [
  init,
  run,
  replay,
  validate,
  inspect,
  evaluate,
  test,
  suggest,
  diff,
  fmt,
  schema,
  logShow,
  logVerify,
  logExport,
  logProve,
  logCheckpoint,
  logTamper,
];

/** Whether commands of two words begin with this one. */
export function isGroup(name: string): boolean {
  return COMMANDS.some((command) => command.name.startsWith(`${name} `));
}

export function commandNamed(name: string): CommandDefinition | undefined {
  return COMMANDS.find((command) => command.name === name);
}
