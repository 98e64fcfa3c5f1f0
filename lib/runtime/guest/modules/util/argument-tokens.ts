/** Arguments of a command line as `util.parseArgs` of Node tells them apart. Also how our own command reads its own. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
}
export type Options = Readonly<Record<string, Option>>;
export type Token =
  | {
      readonly kind: "option";
      readonly name: string;
      readonly rawName: string;
      readonly index: number;
      readonly value: string | undefined;
      readonly inlineValue: boolean | undefined;
    }
  | { readonly kind: "positional"; readonly index: number; readonly value: string }
  | { readonly kind: "option-terminator"; readonly index: number };

function longOf(short: string, options: Options): string {
  return Object.entries(options).find(([, option]) => option.short === short)?.[0] ?? short;
}

export function tokensOf(args: readonly string[], options: Options): Token[] {
  const tokens: Token[] = [];
  const rest = [...args];
  let index = -1;
  const option: AddOption = (name, rawName, value, inlineValue, at = index) =>
    tokens.push({ kind: "option", name, rawName, index: at, value, inlineValue });
  const takeValue = (name: string, rawName: string) => {
    const at = index;
    if (options[name]?.type !== "string" || rest.length === 0) {
      option(name, rawName, undefined, undefined);
      return;
    }
    const value = rest.shift();
    option(name, rawName, value, false, at);
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

type AddOption = (
  name: string,
  rawName: string,
  value: string | undefined,
  inline: boolean | undefined,
  at?: number,
) => void;

/** `-abc` is three options, or one with its value where the first takes one. */
function shortGroup(arg: string, options: Options, add: AddOption, rest: string[], back: () => void): void {
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
