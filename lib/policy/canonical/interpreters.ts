/**
 * Interpreters that were handed code on the command line or will read it from their input: code that no file holds
 * and that nobody has seen. It needs `allow_dynamic_code`, besides the grant of the program itself.
 *
 * Guarantees: errs towards "dynamic": an option that is not known is assumed to take a value, and the search for
 * code goes on behind it. Shells are not here: what `sh -c` runs is parsed and decided command by command.
 */
import { programName, type Word } from "./command";

interface Interpreter {
  /** Letters of short options that take code, alone or in a cluster (`-Ic`). */
  readonly codeLetters: string;
  readonly codeOptions: readonly string[];
  /** Options with a value of their own, which is not the script. */
  readonly valued: readonly string[];
  /** Known to take no value, so that the word behind them is the script. */
  readonly flags: readonly string[];
  /** The first operand is code unless this option came before. */
  readonly operandIsCode?: string;
  readonly subcommands?: readonly string[];
  /** The option behind which a module is named instead of a script. */
  readonly modules?: string;
}

const NODE: Interpreter = {
  codeLetters: "ep",
  codeOptions: ["--eval", "--print", "--interactive", "-i"],
  valued: [
    "-r",
    "--require",
    "--import",
    "--loader",
    "--experimental-loader",
    "-C",
    "--conditions",
    "--env-file",
    "--input-type",
  ],
  flags: [
    "--no-warnings",
    "--test",
    "--watch",
    "--enable-source-maps",
    "--permission",
    "--trace-warnings",
    "--experimental-strip-types",
  ],
};
const PYTHON: Interpreter = {
  codeLetters: "c",
  codeOptions: [],
  valued: ["-W", "-X"],
  modules: "-m",
  flags: ["-B", "-E", "-I", "-O", "-OO", "-s", "-S", "-u", "-v", "-q"],
};
const INTERPRETERS: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ["node", NODE],
  ["nodejs", NODE],
  ["tsx", NODE],
  ["ts-node", NODE],
  ["bun", { ...NODE, subcommands: ["repl"] }],
  ["deno", { codeLetters: "", codeOptions: [], valued: [], flags: [], subcommands: ["eval", "repl"] }],
  ["python", PYTHON],
  ["pypy", PYTHON],
  ["perl", { codeLetters: "eE", codeOptions: [], valued: ["-I"], flags: ["-w", "-W", "-T", "-t"] }],
  ["ruby", { codeLetters: "e", codeOptions: [], valued: ["-I", "-r", "-C"], flags: ["-w", "-W", "-v"] }],
  [
    "php",
    {
      codeLetters: "rBREa",
      codeOptions: ["--run", "--process-begin", "--process-code", "--process-end", "--interactive"],
      valued: ["-d", "-c"],
      flags: ["-n", "-q"],
    },
  ],
  ["lua", { codeLetters: "ei", codeOptions: [], valued: ["-l"], flags: ["-v", "-E", "-W"] }],
  ["Rscript", { codeLetters: "e", codeOptions: [], valued: [], flags: ["--vanilla"] }],
  ["osascript", { codeLetters: "e", codeOptions: [], valued: ["-l"], flags: [] }],
  [
    "awk",
    {
      codeLetters: "",
      codeOptions: ["-e", "--source"],
      valued: ["-F", "-v"],
      flags: [],
      operandIsCode: "-f",
    },
  ],
]);
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ["gawk", "awk"],
  ["mawk", "awk"],
  ["nawk", "awk"],
  ["luajit", "lua"],
]);

/** A clause for people when the program runs code that no file holds; null otherwise. */
export function dynamicCodeIn(words: readonly Word[]): string | null {
  const name = programName(words[0]?.text ?? "");
  const interpreter = interpreterFor(name);
  if (!interpreter) return null;
  let isValue = false;
  for (let at = 1; at < words.length; at++) {
    const { text, dynamic } = words[at] as Word;
    if (dynamic) return `\`${name}\` gets arguments that are only known at run time`;
    if (text === "-") return `\`${name}\` reads code from its input`;
    if (text.startsWith("-") && text !== "--") {
      if (interpreter.operandIsCode === text) return null;
      if (takesCode(interpreter, text)) return `\`${name}\` gets code as an argument`;
      if (isRemote(text.slice(text.indexOf("=") + 1))) return `\`${name}\` loads code from an address`;
      // `python -m module`: what runs is a module, by name.
      if (interpreter.modules === text) return null;
      const isJoined = text.length > 2 && interpreter.valued.includes(text.slice(0, 2));
      isValue = !text.includes("=") && !isJoined && !interpreter.flags.includes(text);
      continue;
    }
    if (isRemote(text)) return `\`${name}\` loads code from an address`;
    // What stands behind an option may be its value; the next word that does not is the script.
    if (isValue) {
      isValue = false;
      continue;
    }
    if (isOperandCode(interpreter, text)) return `\`${name}\` gets code as an argument`;
    // `deno run https://…`: behind a subcommand the script is still to come.
    const later = interpreter.subcommands ? words.slice(at).find((each) => isRemote(each.text)) : undefined;
    return later ? `\`${name}\` loads code from an address` : null;
  }
  return hasOnlyQueries(words) ? null : `\`${name}\` reads code from its input`;
}

function interpreterFor(name: string): Interpreter | undefined {
  const plain = SAME_AS.get(name) ?? name;
  // python3, python3.12, ruby3.2, php8: the version is not part of what it is.
  let end = plain.length;
  while (end > 0 && "0123456789.".includes(plain.charAt(end - 1))) end--;
  return INTERPRETERS.get(plain) ?? INTERPRETERS.get(plain.slice(0, end));
}

function takesCode(interpreter: Interpreter, text: string): boolean {
  const option = text.includes("=") ? text.slice(0, text.indexOf("=")) : text;
  if (interpreter.codeOptions.includes(option)) return true;
  if (text.startsWith("--") || interpreter.valued.includes(text)) return false;
  return [...text.slice(1)].some((letter) => interpreter.codeLetters.includes(letter));
}

function isOperandCode(interpreter: Interpreter, text: string): boolean {
  return interpreter.operandIsCode !== undefined || interpreter.subcommands?.includes(text) === true;
}

function isRemote(text: string | undefined): boolean {
  const lower = (text ?? "").slice(0, 8).toLowerCase();
  return lower.startsWith("data:") || lower.startsWith("http:") || lower.startsWith("https:");
}

/** `node --version` and its like read nothing. */
function hasOnlyQueries(words: readonly Word[]): boolean {
  return words.length === 2 && ["--version", "-v", "-V", "--help", "-h"].includes(words[1]?.text ?? "");
}
