/** The module `aegis:agents`: starting other agents, and being one that was started. */
import type { SpawnedEnd } from "../../../calls/protocol";
import { invalidArgType } from "../../core/errors";
import { ask } from "../../core/host";
import { jsonParse, jsonStringify } from "../../core/intrinsics";
import { asking, type Options } from "./asking";

function copied(value: unknown): unknown {
  const text = jsonStringify(value) as string | undefined;
  return text === undefined ? null : jsonParse(text);
}

async function spawn(name: unknown, input: unknown = null, options: Options = {}): Promise<SpawnedEnd> {
  if (typeof name !== "string") throw invalidArgType("name", "string", name);
  return asking("agent.spawn", [name, copied(input)], options);
}

/** What the agent that started this one gave it along; undefined where nobody did. */
function input(): unknown {
  return ask("agent.input", []);
}

/** What that one gets back. Said again, the last one counts. */
function reply(output: unknown): void {
  ask("agent.reply", [copied(output)]);
}

export const agents = { spawn, input, reply };
