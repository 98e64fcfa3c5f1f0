/** `util.parseArgs`. */
import { codedError } from "../../core/errors";
import { process } from "../process";
import { type Option as AnyOption, type Token, tokensOf } from "./argument-tokens";

interface Option extends AnyOption {
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
type OptionToken = Extract<Token, { kind: "option" }>;

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
      positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && values[name] === undefined) values[name] = option.default;
  }
  return { values, positionals, ...(config.tokens && { tokens }) };
}

function check(
  token: OptionToken,
  options: Readonly<Record<string, Option>>,
  allowPositionals: boolean,
): void {
  const { name, rawName, value } = token;
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
  token: OptionToken,
  options: Readonly<Record<string, Option>>,
): void {
  const { name } = token;
  if (name === "__proto__") return;
  const value = token.value ?? true;
  if (options[name]?.multiple) values[name] = [...((values[name] as unknown[] | undefined) ?? []), value];
  else values[name] = value;
}
