/**
 * Who decides what an agent's shell runs: the policy, on the real words of every command, before it runs. The line as a
 * whole was decided before; what stood in it word for word is covered by that. All else (words that the shell put in,
 * scripts, `xargs`, `find -exec`, `sh -c`, functions and aliases, substitutions) is an action of its own with its record.
 */
import type { Mediator } from "../../mediator/mediator";
import { Refused } from "../../mediator/refusal";
import type { CommandCall, ExecResult, ShellState } from "./library";
import type { Gate } from "./run";
import { PATH, PLAIN, RUNS_TEXT } from "./words";

export interface AgentGateOptions {
  readonly mediator: Pick<Mediator, "act">;
  readonly signal: AbortSignal;
  /** The commands of the line that hold nothing which is only known at run time. */
  readonly covered: readonly (readonly string[])[];
}

const DENIED = 126;

export function agentGate({ mediator, signal, covered }: AgentGateOptions): Gate {
  const known = new Set(covered.map((argv) => JSON.stringify(argv)));
  return async (command, state, ways) => {
    // Whatever the agent has put there, a bare name means one of the shell's own programs: with `PATH=/workspace` or
    // `hash -p` a name that is granted would be a file that is not.
    state.env.set("PATH", PATH);
    state.hashTable = new Map();
    if (isShellsOwn(command, state)) return ways.word();
    const argv = [command.name, ...command.args];
    if (command.isInLine && known.has(JSON.stringify(argv))) return ways.program();
    try {
      return await mediator.act(
        {
          requests: [{ op: "exec.spawn", argv, cwd: state.cwd }],
          outside: false,
          perform: () => ways.program(),
          outcome: ({ exitCode }) => ({ code: exitCode }),
        },
        { signal },
      );
    } catch (thrown) {
      if (thrown instanceof Refused) return refusedResult(command.name, thrown.message);
      throw thrown;
    }
  };
}

/** No program: a word of the shell's, or a function, whose commands come here one by one. */
function isShellsOwn({ name, skipsFunctions }: CommandCall, state: ShellState): boolean {
  if (RUNS_TEXT.has(name)) return false;
  return PLAIN.has(name) || (!skipsFunctions && state.functions.has(name));
}

export function refusedResult(name: string | undefined, sentence: string): ExecResult {
  const what = name === undefined ? "" : `${name}: `;
  return { stdout: "", stderr: `bash: ${what}${sentence}\n`, exitCode: DENIED };
}
