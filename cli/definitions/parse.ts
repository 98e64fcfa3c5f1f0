/** Arguments to an invocation. Every mistake is one sentence that names the mend. */
import { tokensOf } from "../../lib/runtime/guest/modules/util/argument-tokens";
import { didYouMean } from "../../lib/spec/diagnostics/did-you-mean";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { CommandText, Invocation, OptionDefinition } from "./definition";

export const GLOBAL_OPTIONS: Readonly<Record<string, OptionDefinition>> = {
  help: { short: "h", help: "Explain the command." },
};

export function parseInvocation(command: CommandText, args: readonly string[]): Invocation {
  const known = { ...command.options, ...GLOBAL_OPTIONS };
  const { own, rest } = command.handsOn ? handedOn(known, args) : { own: args, rest: [] };
  const cut = rawStart(known, command.rawAfter, own);
  const { positionals, options } = readTokens(command, known, own.slice(0, cut));
  positionals.push(...own.slice(cut));
  if (options.help !== true) checkCount(command, positionals);
  return { positionals, options, rest };
}

/** At the first `--` that is not the value of an option. */
function handedOn(known: Readonly<Record<string, OptionDefinition>>, args: readonly string[]) {
  const end = tokens(known, args).find(({ kind }) => kind === "option-terminator");
  if (end === undefined) return { own: args, rest: [] };
  return { own: args.slice(0, end.index), rest: args.slice(end.index + 1) };
}

function tokens(known: Readonly<Record<string, OptionDefinition>>, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short ? { short } : {}) },
    ]),
  );
  return tokensOf(args, options);
}

/** Where the words of a request begin, that are never options: `exec.spawn git log --oneline`. */
function rawStart(
  known: Readonly<Record<string, OptionDefinition>>,
  after: number | undefined,
  args: readonly string[],
): number {
  if (after === undefined) return args.length;
  const words = tokens(known, args).filter((token) => token.kind === "positional");
  const last = words[after - 1];
  return last === undefined ? args.length : last.index + 1;
}

function readTokens(
  command: CommandText,
  known: Readonly<Record<string, OptionDefinition>>,
  args: readonly string[],
) {
  const positionals: string[] = [];
  const options: Record<string, string | true> = {};
  for (const token of tokens(known, args)) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const definition = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (definition === undefined) throw unknownOption(command, known, token.rawName);
    const before = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (before !== undefined && !definition.isMany) {
      throw new UsageError(`${token.rawName} is given twice; keep one of them.`);
    }
    const value = token.inlineValue === false && looksLikeOption(token.value) ? undefined : token.value;
    const checked = checkValue(token.rawName, definition, value);
    options[token.name] = before === undefined ? checked : `${before}\n${checked}`;
  }
  return { positionals, options };
}

function looksLikeOption(value: string | undefined): boolean {
  return value?.startsWith("-") === true && value !== "-";
}

function checkValue(
  option: string,
  { value: placeholder, words }: OptionDefinition,
  value: string | undefined,
): string | true {
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`${option} takes no value; write it without "=".`);
    return true;
  }
  if (value === undefined || value === "") {
    throw new UsageError(`${option} needs a value: ${option} ${words?.join("|") ?? placeholder}.`);
  }
  if (words === undefined || words.includes(value)) return value;
  const meant = didYouMean(value, words);
  const hint = meant === null ? `there are ${words.join(", ")}.` : `did you mean ${meant}?`;
  throw new UsageError(`${option} does not know ${JSON.stringify(printable(value))}; ${hint}`);
}

function unknownOption(
  command: CommandText,
  known: Readonly<Record<string, OptionDefinition>>,
  written: string,
): UsageError {
  const names = Object.keys(known).map((name) => `--${name}`);
  const meant = didYouMean(written, names);
  const hint =
    meant === null ? `aegis ${command.name} --help lists those there are.` : `did you mean ${meant}?`;
  return new UsageError(`There is no option ${printable(written)}; ${hint}`);
}

function checkCount(command: CommandText, words: readonly string[]): void {
  if (words.length < command.least) {
    const missing = command.arguments[words.length]?.[0] ?? "An argument";
    throw new UsageError(`${missing} is missing: ${command.usage[0]}`);
  }
  if (words.length > command.most) {
    const extra = printable(words[command.most] ?? "");
    throw new UsageError(`${JSON.stringify(extra)} is one word too many: ${command.usage[0]}`);
  }
}
