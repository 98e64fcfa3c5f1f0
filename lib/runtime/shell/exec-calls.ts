/**
 * A guest's `child_process`: one action for the whole of what it asks for, an argv or a line, decided before anything
 * runs; then the shell, in which every command that the line did not spell out is decided by itself.
 */
import { z } from "zod";
import { joinBytes } from "../../audit/bytes";
import type { Action } from "../../mediator/action";
import type { Mediator } from "../../mediator/mediator";
import { expandArgv, expandShell } from "../../policy/canonical/argv";
import type { FileAccess } from "../calls/file-access";
import { pathCalls } from "../calls/files";
import type { Handlers, Result } from "../calls/handler";
import type { SpawnResult } from "../calls/protocol";
import { Refused, refusalError } from "../calls/refused";
import { CallFault, invalid, Values } from "../calls/values";
import { appendLexically } from "../files/names";
import { agentGate, refusedResult } from "./agent-gate";
import { bytesOfText } from "./bytes";
import { childEnvironment, type Variables, visibleVariables } from "./environment";
import { shellFetch } from "./fetch";
import { type LoadBash, loadLibrary } from "./library";
import { Ended, type ShellTime } from "./life";
import { AGENT_LIMITS, type ShellLimits } from "./limits";
import { nodeProgram, type RunScript } from "./node-program";
import type { ShellProgram } from "./programs";
import { type Line, Run, type RunResult } from "./run";

export interface ExecSurroundings {
  readonly mediator: Pick<Mediator, "act">;
  readonly access: FileAccess;
  /** All variables that there are; the agent's children see those that the agent may. */
  readonly env: Readonly<Record<string, string>>;
  /** The calls of the network; without them there is neither `curl` nor `wget`. */
  readonly network?: Handlers<"net.fetch">;
  /** `node FILE`; without it a sentence. */
  readonly runScript?: RunScript;
  readonly programs?: readonly ShellProgram[];
  readonly limits?: Partial<ShellLimits>;
  /** Of the session, where it has one of its own. */
  readonly time?: ShellTime;
  /** Brings the library when it is first needed, where it cannot be imported. */
  readonly loadBash?: LoadBash;
}

const requestSchema = z.strictObject({
  argv: z.array(z.string()).min(1).max(16_384).optional(),
  command: z.string().optional(),
  cwd: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
type Asked = z.infer<typeof requestSchema> & {
  readonly stdin: Uint8Array | undefined;
  readonly signal: AbortSignal | undefined;
};

type Around = ExecSurroundings & { variables(): Promise<Variables> };

export function execCalls(surroundings: ExecSurroundings): Handlers<"exec.run"> {
  // Asked for once: they do not change, and the records of a run are not to repeat them for every command.
  let seen: Promise<Variables> | undefined;
  const variables = () => {
    seen ??= visibleVariables(surroundings);
    return seen;
  };
  const around = { ...surroundings, variables };
  return {
    "exec.run": async (values, bytes, signal): Promise<Result> => {
      const parsed = requestSchema.safeParse(values.data(0));
      if (!parsed.success || (parsed.data.argv === undefined) === (parsed.data.command === undefined))
        throw invalid("A request with either argv or command");
      const cwd = await workingFolder(around.access, parsed.data);
      return answer(await act(around, { ...parsed.data, stdin: bytes, signal }, cwd));
    },
  };
}

async function act(around: Around, asked: Asked, cwd: string): Promise<RunResult> {
  const { argv, command, stdin, signal } = asked;
  const action: Action<RunResult> = {
    requests: [argv ? { op: "exec.spawn", argv, cwd } : { op: "exec.shell", command: command ?? "", cwd }],
    outside: false,
    ...(stdin && { payload: stdin }),
    perform: (_, { signal: ending }) => perform(around, asked, { cwd, signal: ending }),
    outcome: ({ code, stdout, stderr }) => ({ code, payload: joinBytes([...stdout, ...stderr]) }),
  };
  try {
    return await around.mediator.act(action, signal && { signal });
  } catch (thrown) {
    if (thrown instanceof Refused) return refused(thrown, argv?.[0]);
    if (thrown instanceof NoProgram) throw thrown.fault;
    // The session has ended under it.
    if (thrown instanceof Ended)
      throw new CallFault({ name: "AbortError", code: "ABORT_ERR", message: thrown.message });
    throw thrown;
  }
}

/** As the platform has it: a program that may not be started is an error, a line that may not be run an exit code. */
function refused(why: Refused, program: string | undefined): RunResult {
  if (program !== undefined) {
    const { message, ...fault } = spawnFault(program, "EACCES", -13).error;
    throw new CallFault({ ...refusalError(why), ...fault, message });
  }
  const { stderr, exitCode } = refusedResult(undefined, why.message);
  return { code: exitCode, stdout: [], stderr: [bytesOfText(stderr)], state: undefined };
}

async function perform(
  around: Around,
  { argv, command, env: given, stdin }: Asked,
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): Promise<RunResult> {
  const { mediator, access, network, limits, runScript, programs = [], variables } = around;
  const library = await loadLibrary(around.loadBash);
  const run = new Run({
    library,
    access,
    gate: agentGate({ mediator, signal, covered: coveredBy(argv, command) }),
    programs: [nodeProgram(runScript), ...programs],
    limits: { ...AGENT_LIMITS, ...limits },
    cwd,
    env: childEnvironment(given ?? (await variables()), cwd),
    signal,
    time: around.time,
    ...(network && { fetch: shellFetch(network) }),
  });
  const [program, ...args] = argv ?? [];
  if (program === undefined) return run.run(lineOf(command ?? "", [], stdin));
  if (!program.includes("/") && !run.programs.has(program)) throw new NoProgram(program);
  return run.run(lineOf(quoted(program), args, stdin));
}

const lineOf = (text: string, args: readonly string[], stdin: Uint8Array | undefined): Line => ({
  text,
  args,
  ...(stdin && { stdin }),
});

/** A word that no shell reads: neither an alias nor a keyword, nothing in it is put in. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The commands that were decided as they are, to the letter. */
function coveredBy(argv: readonly string[] | undefined, command: string | undefined): string[][] {
  const execution = argv ? expandArgv(argv) : expandShell(command ?? "");
  if (!("invocations" in execution)) return [];
  const isFixed = (words: readonly { dynamic: boolean }[]) => words.every(({ dynamic }) => !dynamic);
  return execution.invocations
    .filter(({ words }) => isFixed(words))
    .map(({ words }) => words.map(({ text }) => text));
}

/** Where it runs. Another folder than the guest's own is looked at first, as a real one is when a process starts in it. */
async function workingFolder(
  access: FileAccess,
  { cwd, argv }: z.infer<typeof requestSchema>,
): Promise<string> {
  if (cwd === undefined) return access.around.cwd;
  const path = appendLexically(cwd.startsWith("/") ? "/" : access.around.cwd, cwd);
  try {
    await pathCalls(access)["fs.readdir"](new Values([path]), undefined);
  } catch (thrown) {
    if (!(thrown instanceof CallFault)) throw thrown;
    const { code = "ENOENT", errno = -2 } = thrown.error;
    throw spawnFault(argv?.[0] ?? "/bin/sh", code, errno);
  }
  return path;
}

/** Thrown inside of the action, so that its record says what became of it. */
class NoProgram extends Error {
  readonly code = "ENOENT";
  readonly fault: CallFault;
  constructor(program: string) {
    super("There is no such program.");
    this.fault = spawnFault(program, "ENOENT", -2);
  }
}

function spawnFault(program: string, code: string, errno: number): CallFault {
  const syscall = `spawn ${program}`;
  return new CallFault({ name: "Error", message: `${syscall} ${code}`, code, errno, syscall, path: program });
}

function answer({ code, stdout, stderr }: RunResult): Result {
  const [out, errors] = [joinBytes(stdout), joinBytes(stderr)];
  const value: SpawnResult = { code, signal: null, stdout: out.length, stderr: errors.length };
  return { value, bytes: joinBytes([out, errors]) };
}
