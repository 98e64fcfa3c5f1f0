/**
 * The entry of the bundle: from arguments to an exit code. Loads the parts of one command and nothing else, so that
 * `--help` answers at once.
 */
import { didYouMean } from "../lib/spec/diagnostics/did-you-mean";
import { version } from "../package.json";
import { COMMANDS, commandNamed, isGroup } from "./definitions/commands";
import type { CommandDefinition } from "./definitions/definition";
import { commandHelp, generalHelp, groupHelp } from "./definitions/help";
import { parseInvocation } from "./definitions/parse";
import { EXIT_OK, EXIT_USAGE, UsageError } from "./failure";
import { type Io, processIo } from "./io/io";
import { printable, printableLines } from "./io/printable";

export async function runProcess(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2), processIo());
}

export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (thrown) {
    const fault = thrown instanceof UsageError ? thrown : ownFault(thrown);
    if (fault.details !== "") await io.err.write(`${fault.details.trimEnd()}\n\n`);
    await io.err.write(`aegis: ${fault.message}\n`);
    return EXIT_USAGE;
  }
}

/** Nobody's mistake but ours: the trace is what a report needs. */
function ownFault(thrown: unknown): UsageError {
  const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new UsageError(
    "This is a fault of aegis itself; report it with the lines above.",
    printableLines(trace),
  );
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    await io.err.write(generalHelp(io.errStyle));
    return EXIT_USAGE;
  }
  if (first === "-V" || first === "--version") return print(`${version}\n`, io);
  if (first === "-h" || first === "--help") return print(generalHelp(io.style), io);
  if (first === "help") {
    const asked = rest.filter((word) => !word.startsWith("-"));
    return explain(asked, io);
  }
  if (isGroup(first)) return dispatchGroup(first, rest, io);
  return runNamed(find(first), rest, io);
}

async function explain([first, second]: readonly string[], io: Io): Promise<number> {
  if (first === undefined) return print(generalHelp(io.style), io);
  if (isGroup(first) && second === undefined) return print(groupHelp(first, io.style), io);
  return print(commandHelp(find(isGroup(first) ? `${first} ${second}` : first), io.style), io);
}

/** `aegis log verify …`: the second word says which command. */
async function dispatchGroup(group: string, args: readonly string[], io: Io): Promise<number> {
  const [second, ...rest] = args;
  if (second === "-h" || second === "--help") return print(groupHelp(group, io.style), io);
  if (second !== undefined) return runNamed(find(`${group} ${second}`), rest, io);
  await io.err.write(groupHelp(group, io.errStyle));
  return EXIT_USAGE;
}

async function runNamed(command: CommandDefinition, args: readonly string[], io: Io): Promise<number> {
  const invocation = parseInvocation(command, args);
  if (invocation.options.help === true) return print(commandHelp(command, io.style), io);
  const { run } = await command.load();
  return run(invocation, io);
}

function find(name: string): CommandDefinition {
  const command = commandNamed(name);
  if (command !== undefined) return command;
  const kind = name.startsWith("-") ? "option" : "command";
  const names = COMMANDS.map((each) => each.name);
  const meant = kind === "command" ? didYouMean(name, names) : didYouMean(name, ["--help", "--version"]);
  const hint = meant === null ? "aegis --help lists what there is." : `did you mean ${meant}?`;
  throw new UsageError(`There is no ${kind} ${printable(name)}; ${hint}`);
}

async function print(text: string, io: Io): Promise<number> {
  await io.out.write(text);
  return EXIT_OK;
}
