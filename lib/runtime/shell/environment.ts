/**
 * The variables of an agent's child: those of the agent that the policy lets it see, or those that it names instead; and
 * four that nobody chooses. No variable can make the shell start anything: where programs are looked up is fixed.
 */
import type { Mediator } from "../../mediator/mediator";
import { Refused } from "../../mediator/refusal";
import { HOME, PATH } from "./words";

export interface EnvironmentSurroundings {
  readonly mediator: Pick<Mediator, "act">;
  readonly env: Readonly<Record<string, string>>;
}

export type Variables = Readonly<Record<string, string>>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The shell keeps aliases and its own state among the variables, under such names. */
const SHELLS_OWN = /^(BASH|SHELLOPTS$|IFS$|PS4$|ENV$|OPTIND$|__)/;

/** `chosen` by the agent, or by the policy for it. */
export function childEnvironment(chosen: Variables, cwd: string): Variables {
  const kept = Object.entries(chosen).filter(
    ([name, value]) => NAME.test(name) && !SHELLS_OWN.test(name) && !value.includes("\0"),
  );
  return { ...Object.fromEntries(kept), HOME, PATH, PWD: cwd, USER: "agent" };
}

/** Each is read for the child as the agent would read it: decided and recorded. */
export async function visibleVariables({ mediator, env }: EnvironmentSurroundings): Promise<Variables> {
  const seen: Record<string, string> = {};
  for (const name of Object.keys(env)) {
    try {
      const value = await mediator.act({
        requests: [{ op: "env.read", name }],
        outside: false,
        perform: () => env[name],
      });
      if (value !== undefined) seen[name] = value;
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
    }
  }
  return seen;
}
