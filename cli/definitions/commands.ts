/** Every command, in the order in which people meet them. */
import type { CommandDefinition } from "./definition";
import { doctor } from "./doctor";
import { init } from "./init";
import { logCheckpoint } from "./log-checkpoint";
import { logExport } from "./log-export";
import { logProve } from "./log-prove";
import { logShow } from "./log-show";
import { logTamper } from "./log-tamper";
import { logVerify } from "./log-verify";
import { PURE_COMMANDS } from "./pure-commands";
import { replay } from "./replay";
import { run } from "./run";

export const COMMANDS: readonly CommandDefinition[] = [
  init,
  run,
  replay,
  ...PURE_COMMANDS,
  logShow,
  logVerify,
  logExport,
  logProve,
  logCheckpoint,
  logTamper,
  doctor,
];
