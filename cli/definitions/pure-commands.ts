/** The commands that run wherever there are files, in the shell of a sandbox as well. */
import type { PureCommand } from "./definition";
import { diff } from "./diff";
import { evaluate } from "./eval";
import { fmt } from "./fmt";
import { inspect } from "./inspect";
import { schema } from "./schema";
import { suggest } from "./suggest";
import { test } from "./test";
import { validate } from "./validate";

export const PURE_COMMANDS: readonly PureCommand[] = [
  validate,
  inspect,
  evaluate,
  test,
  suggest,
  diff,
  fmt,
  schema,
];
