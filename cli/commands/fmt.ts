/** `aegis fmt`: the one usual layout, in place. */
import { format } from "../../lib/spec/format";
import { readToml } from "../../lib/spec/toml/read-toml";
import type { Run } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { nameOf, readInput, STDIN } from "../io/read-input";
import { plural } from "../report/finding";

export const run: Run = async ({ positionals, options }, io) => {
  const isCheck = options.check === true;
  if (positionals.includes(STDIN) && positionals.length > 1) {
    throw new UsageError("Standard input is formatted alone; leave out - or the files.");
  }
  const changed: string[] = [];
  for (const path of positionals) {
    const { text, changed: differs } = await formatted(path, io);
    if (differs) changed.push(nameOf(path));
    if (path === STDIN && !isCheck) await io.out.write(text);
    else if (differs && !isCheck) await io.files.replace(path, text);
  }
  if (!positionals.includes(STDIN) || isCheck) await io.out.write(report(changed, positionals, isCheck));
  return isCheck && changed.length > 0 ? EXIT_FINDINGS : EXIT_OK;
};

function report(changed: readonly string[], all: readonly string[], isCheck: boolean): string {
  const list = changed.map((name) => `${printable(name)}\n`).join("");
  if (changed.length === 0) return `${plural(all.length, "file")} checked: nothing to change.\n`;
  return `${list}${plural(changed.length, "file")} ${isCheck ? "would change; run aegis fmt." : "formatted."}\n`;
}

async function formatted(path: string, io: Io) {
  const bytes = await readInput(path, io);
  const read = readToml(bytes);
  if (!read.ok) {
    const { line, column } = read.lines.range(read.fault.span).start;
    const where = `${printable(nameOf(path))}:${line}:${column}`;
    throw new UsageError(`${where} cannot be formatted: ${printable(read.fault.message)}`);
  }
  return format(read.text);
}
