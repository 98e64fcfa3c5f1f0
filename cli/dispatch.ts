/**
 * From arguments to an exit code, by the commands that there are. Loads the parts of one of them and nothing else, so that
 * `--help` answers at once.
 */
import { didYouMean } from "../lib/spec/diagnostics/did-you-mean";
import { version } from "../package.json";
import type { CommandDefinition } from "./definitions/definition";
import { commandHelp, generalHelp, groupHelp } from "./definitions/help";
import { parseInvocation } from "./definitions/parse";
import { EXIT_OK, EXIT_USAGE, UsageError } from "./failure";
import type { Io } from "./io/io";
import { printable, printableLines } from "./io/printable";

type Commands<Met extends Io> = readonly CommandDefinition<Met>[];

export async function runCommand<Met extends Io>(
  args: readonly string[],
  commands: Commands<Met>,
  io: Met,
): Promise<number> {
  try {
    return await dispatch(args, commands, io);
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

async function dispatch<Met extends Io>(
  args: readonly string[],
  commands: Commands<Met>,
  io: Met,
): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    await io.err.write(generalHelp(commands, io.errStyle));
    return EXIT_USAGE;
  }
  if (first === "-V" || first === "--version") return print(`${version}\n`, io);
  if (first === "-h" || first === "--help") return print(generalHelp(commands, io.style), io);
  if (first === "help") {
    const asked = rest.filter((word) => !word.startsWith("-"));
    return explain(asked, commands, io);
  }
  if (isGroup(first, commands)) return dispatchGroup(first, rest, commands, io);
  return runNamed(find(first, commands), rest, io);
}

async function explain<Met extends Io>(
  [first, second]: readonly string[],
  commands: Commands<Met>,
  io: Met,
): Promise<number> {
  if (first === undefined) return print(generalHelp(commands, io.style), io);
  const isOfGroup = isGroup(first, commands);
  if (isOfGroup && second === undefined) return print(groupHelp(first, commands, io.style), io);
  return print(commandHelp(find(isOfGroup ? `${first} ${second}` : first, commands), io.style), io);
}

/** `aegis log verify …`: the second word says which command. */
async function dispatchGroup<Met extends Io>(
  group: string,
  args: readonly string[],
  commands: Commands<Met>,
  io: Met,
): Promise<number> {
  const [second, ...rest] = args;
  if (second === "-h" || second === "--help") return print(groupHelp(group, commands, io.style), io);
  if (second !== undefined) return runNamed(find(`${group} ${second}`, commands), rest, io);
  await io.err.write(groupHelp(group, commands, io.errStyle));
  return EXIT_USAGE;
}

async function runNamed<Met extends Io>(
  command: CommandDefinition<Met>,
  args: readonly string[],
  io: Met,
): Promise<number> {
  const invocation = parseInvocation(command, args);
  if (invocation.options.help === true) return print(commandHelp(command, io.style), io);
  const { run } = await command.load();
  return run(invocation, io);
}

/** Whether commands of two words begin with this one. */
function isGroup<Met extends Io>(name: string, commands: Commands<Met>): boolean {
  return commands.some((command) => command.name.startsWith(`${name} `));
}

function find<Met extends Io>(name: string, commands: Commands<Met>): CommandDefinition<Met> {
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  const kind = name.startsWith("-") ? "option" : "command";
  const names = commands.map((each) => each.name);
  const meant = kind === "command" ? didYouMean(name, names) : didYouMean(name, ["--help", "--version"]);
  const hint = meant === null ? "aegis --help lists what there is." : `did you mean ${meant}?`;
  throw new UsageError(`There is no ${kind} ${printable(name)}; ${hint}`);
}

async function print(text: string, io: Io): Promise<number> {
  await io.out.write(text);
  return EXIT_OK;
}
