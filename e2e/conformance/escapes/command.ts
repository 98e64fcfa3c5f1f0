/** The command line that stands for the product in the runner's `--cmd`; `{script}` and `{root}` are the runner's. */
import { fileURLToPath } from "node:url";

const pathOf = (relative: string) => quoted(fileURLToPath(new URL(relative, import.meta.url)));

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `time` is for a script that is to get to its end whatever else the machine does. */
export function escapeCommand(time?: string): string {
  const runtime = time === undefined ? "" : ` -e 's/^max_runtime = .*/max_runtime = "${time}"/'`;
  const spec = `sed -e "s/ALLOWED_HOSTPORT/$ALLOWED_HOSTPORT/g"${runtime} ${pathOf("./spec.toml")}`;
  const aegis = `${quoted(process.execPath)} ${pathOf("../../../cli/aegis.mjs")}`;
  return `${spec} | ${aegis} run --quiet --workspace {root} - {script}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${escapeCommand()}\n`);
