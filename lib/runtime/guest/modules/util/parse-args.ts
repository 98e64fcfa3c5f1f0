/** `util.parseArgs`. */
import { codedError } from "../../core/errors";
import { process } from "../process";

interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: unknown;
}
interface Config {
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  readonly strict?: boolean;
  readonly allowPositionals?: boolean;
  readonly tokens?: boolean;
}
type Token = Record<string, unknown> & { kind: string; index: number };

export function parseArgs(config: Config = {}): object {
  const { options = {}, strict = true, allowPositionals = !strict } = config;
  const args = config.args ?? process.argv.slice(2);
  const tokens = tokensOf(args, options);
  const values = Object.create(null) as Record<string, unknown>;
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "option") {
      if (strict) check(token, options, allowPositionals);
      store(values, token, options);
    } else if (token.kind === "positional") {
      if (!allowPositionals) {
        throw codedError(
          TypeError,
          "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL",
          `Unexpected argument '${token.value}'. This command does not take positional arguments`,
        );
      }
      positionals.push(String(token.value));
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  }
  return { values, positionals, ...(config.tokens && { tokens }) };
}

function longOf(short: string, options: Readonly<Record<string, Option>>): string {
  return Object.entries(options).find(([, option]) => option.short === short)?.[0] ?? short;
}

function tokensOf(args: readonly string[], options: Readonly<Record<string, Option>>): Token[] {
  const tokens: Token[] = [];
  const rest = [...args];
  let index = -1;
  const option = (name: string, rawName: string, value: unknown, inlineValue: boolean | undefined) =>
    tokens.push({ kind: "option", name, rawName, index, value, inlineValue });
  const takeValue = (name: string, rawName: string) => {
    const at = index;
    if (options[name]?.type !== "string" || rest.length === 0) {
      option(name, rawName, undefined, undefined);
      return;
    }
    const value = rest.shift();
    option(name, rawName, value, false);
    (tokens[tokens.length - 1] as Token).index = at;
    index++;
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    index++;
    if (arg === "--") {
      tokens.push({ kind: "option-terminator", index });
      for (const value of rest.splice(0)) tokens.push({ kind: "positional", index: ++index, value });
    } else if (/^--[^=]+=/.test(arg)) {
      const at = arg.indexOf("=");
      option(arg.slice(2, at), arg.slice(0, at), arg.slice(at + 1), true);
    } else if (arg.startsWith("--")) takeValue(arg.slice(2), arg);
    else if (/^-[^-]$/.test(arg)) takeValue(longOf(arg[1] as string, options), arg);
    else if (/^-[^-]./.test(arg)) shortGroup(arg, options, option, rest, () => index--);
    else tokens.push({ kind: "positional", index, value: arg });
  }
  return tokens;
}

type AddOption = (name: string, rawName: string, value: unknown, inline: boolean | undefined) => void;

/** `-abc` is three options, or one with its value where the first takes one. */
function shortGroup(
  arg: string,
  options: Readonly<Record<string, Option>>,
  add: AddOption,
  rest: string[],
  back: () => void,
): void {
  const name = longOf(arg[1] as string, options);
  if (options[name]?.type === "string") {
    add(name, `-${arg[1]}`, arg.slice(2), true);
    return;
  }
  const names = [...arg.slice(1)];
  const last = names.findIndex((short) => options[longOf(short, options)]?.type === "string");
  const flags = last === -1 ? names : names.slice(0, last);
  for (const short of flags) add(longOf(short, options), `-${short}`, undefined, undefined);
  if (last !== -1) {
    rest.unshift(`-${names.slice(last).join("")}`);
    back();
  }
}

function check(token: Token, options: Readonly<Record<string, Option>>, allowPositionals: boolean): void {
  const { name, rawName, value } = token as unknown as { name: string; rawName: string; value: unknown };
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const hint =
      allowPositionals && rawName.startsWith("--")
        ? ` To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"`
        : "";
    throw codedError(
      TypeError,
      "ERR_PARSE_ARGS_UNKNOWN_OPTION",
      `Unknown option '${rawName}'${hint ? `.${hint}` : ""}`,
    );
  }
  const shown = `${option.short ? `-${option.short}, ` : ""}--${name}`;
  if (option.type === "string" && typeof value !== "string")
    throw codedError(
      TypeError,
      "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
      `Option '${shown} <value>' argument missing`,
    );
  if (option.type === "boolean" && value !== undefined)
    throw codedError(
      TypeError,
      "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
      `Option '${shown}' does not take an argument`,
    );
}

function store(
  values: Record<string, unknown>,
  token: Token,
  options: Readonly<Record<string, Option>>,
): void {
  const name = String(token.name);
  if (name === "__proto__") return;
  const value = token.value ?? true;
  if (options[name]?.multiple) values[name] = [...((values[name] as unknown[] | undefined) ?? []), value];
  else values[name] = value;
}
