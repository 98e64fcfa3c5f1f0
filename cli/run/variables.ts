/** The variables that an agent gets: those of this process that its spec names, and those that are given to it. */
import type { Engine } from "../../lib/policy";
import { isGranted } from "../../lib/runtime/agents/variables";
import { UsageError } from "../failure";
import { printable } from "../io/printable";

type Variables = Readonly<Record<string, string | undefined>>;

export function variablesFor(
  engine: Engine,
  own: Variables,
  given: readonly string[],
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(own))
    if (value !== undefined && isGranted(name, [engine])) variables[name] = value;
  for (const text of given) {
    const [name, value] = pairOf(text, own);
    // Left to itself the agent would find it missing, and whoever gave it would look for the reason elsewhere.
    if (!isGranted(name, [engine])) {
      throw new UsageError(
        `The spec does not let its agent see ${name}; add it to env under [capabilities.exec].`,
      );
    }
    variables[name] = value;
  }
  return variables;
}

function pairOf(text: string, own: Variables): [name: string, value: string] {
  const [name = "", ...rest] = text.split("=");
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new UsageError(
      `--env takes NAME or NAME=VALUE, and ${JSON.stringify(printable(text))} is neither.`,
    );
  }
  if (rest.length > 0) return [name, rest.join("=")];
  const value = own[name];
  if (value === undefined) throw new UsageError(`${name} is not set here; set it, or write ${name}=VALUE.`);
  return [name, value];
}
