/**
 * The conformance table: expressions, one a line, that are run in Node and in the sandbox. What both say has to be the
 * same: the value as `util.inspect` shows it, or the error with what an agent may look at.
 */
export const AREAS = ["path", "buffer", "events", "fs", "url", "streams", "process", "util"] as const;
export type Area = (typeof AREAS)[number];

export interface Cases {
  readonly setUp: string;
  readonly lines: readonly string[];
}

export function readCases(text: string): Cases {
  const [setUp = "", rest = ""] = text.split("\n---\n");
  return { setUp, lines: rest.split("\n").filter((line) => line !== "") };
}

/** A program that runs every line by itself and prints one line of JSON for each. */
export function programOf({ setUp, lines }: Cases): string {
  return `${setUp}
import { inspect as $inspect } from "node:util";
const $shown = (value) => $inspect(value, { depth: 6, breakLength: 120 });
const $error = (e) => e instanceof Error
  ? "throws " + [e.name, e.code, e.errno, e.syscall, e.path, e.dest, e.message].map(String).join(" | ")
  : "throws " + $shown(e);
const $print = (line, text) => console.log(JSON.stringify([line, text]));
${lines.map((line) => `try { $print(${JSON.stringify(line)}, $shown(await (async () => (${line}))())); } catch (e) { $print(${JSON.stringify(line)}, $error(e)); }`).join("\n")}
`;
}

/** The folder that the program runs in is elsewhere in each: it is no part of what it says. */
export function resultsOf(output: string, folder: string): Map<string, string> {
  const results = new Map<string, string>();
  for (const line of output.split("\n")) {
    if (!line.startsWith("[")) continue;
    const [expression, text] = JSON.parse(line) as [string, string];
    results.set(expression, text.replaceAll(folder, "/folder"));
  }
  return results;
}
