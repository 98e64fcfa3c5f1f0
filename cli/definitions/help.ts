/** Help as text: general, and of one command. */
import { PLAIN, type Style } from "../io/style";
import type { CommandText, OptionDefinition } from "./definition";
import { GLOBAL_OPTIONS } from "./parse";

const START: readonly Row[] = [
  ["aegis init", "write a spec and an agent to start from"],
  ["aegis run agent.toml", "run the agent, held to its spec"],
  ["aegis validate agent.toml", "check it"],
  ["aegis inspect agent.toml", "see what it allows"],
  ["aegis eval agent.toml fs.read /etc/passwd", "ask about one request"],
  ["aegis test agent.toml", "run the tests that live in it"],
];
const WIDTH = 88;

export function generalHelp(all: readonly CommandText[], style: Style = PLAIN): string {
  const { bold } = style;
  return [
    "Aegis decides what an agent may do. A spec (agent.toml) says it; this command runs agents held to",
    "their specs, checks and compares specs, and fits them to what a run needed. What no rule allows is",
    "denied. What was decided is recorded in a log; aegis log shows, verifies and exports it.",
    "",
    bold("Usage"),
    "  aegis COMMAND [OPTIONS] [ARGUMENTS]",
    "",
    bold("Commands"),
    ...table(all.map(({ name, summary }) => [name, summary])),
    "",
    bold("Start here"),
    ...table(START.filter(([line]) => all.some(({ name }) => line.startsWith(`aegis ${name}`)))),
    "",
    bold("Options"),
    ...table([
      ["-h, --help", "Explain aegis, or with a command that command."],
      ["-V, --version", "Print the version."],
    ]),
    "",
    "Where a file is asked for, - is standard input. Exit codes: 0 all is well, 1 findings,",
    "2 called wrongly or a file that cannot be used; aegis run ends as its agent does. NO_COLOR turns",
    "colour off.",
    "",
  ].join("\n");
}

/** Of several commands that begin with the same word. */
export function groupHelp(group: string, all: readonly CommandText[], style: Style = PLAIN): string {
  const { bold } = style;
  const commands = all.filter(({ name }) => name.startsWith(`${group} `));
  return [
    bold("Usage"),
    `  aegis ${group} COMMAND [OPTIONS] [ARGUMENTS]`,
    "",
    bold("Commands"),
    ...table(commands.map(({ name, summary }) => [name, summary])),
    "",
    `aegis ${group} COMMAND --help explains one of them.`,
    "",
  ].join("\n");
}

export function commandHelp(command: CommandText, style: Style = PLAIN): string {
  const { bold } = style;
  const options = Object.entries({ ...command.options, ...GLOBAL_OPTIONS });
  return [
    ...wrap(command.summary, 0),
    "",
    bold("Usage"),
    ...command.usage.map((line) => `  ${line}`),
    "",
    ...command.about.flatMap((paragraph) => [...wrap(paragraph, 0), ""]),
    ...section(bold("Arguments"), command.arguments),
    ...section(
      bold("Options"),
      options.map(([name, option]) => [spell(name, option), helpOf(option)] as const),
    ),
    ...section(bold("Examples"), command.examples),
    ...section(
      bold("Exit codes"),
      command.exits.map(([code, when]) => [String(code), when] as const),
    ),
  ].join("\n");
}

function spell(name: string, { short, value }: OptionDefinition): string {
  const start = short === undefined ? "    " : `-${short}, `;
  return `${start}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function helpOf({ help, words, isMany }: OptionDefinition): string {
  const choice = words === undefined ? help : `${help} One of ${words.join(", ")}.`;
  return isMany ? `${choice} May be given again and again.` : choice;
}

type Row = readonly [term: string, meaning: string];

function section(title: string, rows: readonly Row[]): string[] {
  return rows.length === 0 ? [] : [title, ...table(rows), ""];
}

function table(rows: readonly Row[]): string[] {
  const widest = Math.max(...rows.map(([term]) => term.length));
  const column = Math.min(widest, 44);
  return rows.flatMap(([term, meaning]) => {
    const lines = wrap(meaning, column + 4);
    const [first = "", ...rest] = lines;
    if (term.length > column) return [`  ${term}`, ...lines];
    return [`  ${term.padEnd(column)}  ${first.trimStart()}`, ...rest];
  });
}

function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  const margin = " ".repeat(indent);
  let line = margin;
  for (const word of text.split(" ")) {
    const isFull = line.length > margin.length && line.length + 1 + word.length > WIDTH;
    if (isFull) lines.push(line);
    if (isFull) line = margin;
    line += line.length > margin.length ? ` ${word}` : word;
  }
  return [...lines, line];
}
