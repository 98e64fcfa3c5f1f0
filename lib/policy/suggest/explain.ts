/** What entries that are added to a spec let through besides what they were added for. */
import { parseCommandPattern } from "../../spec/values";
import { decide } from "../decide";
import { diff } from "../diff";
import { link } from "../engine";
import { newMeters } from "../meters";
import type { Program } from "../program";
import type { PolicyRequest } from "../types";
import type { Need } from "./needs";

export interface Added {
  /** The list of the spec, and what is added to it. */
  readonly path: readonly string[];
  readonly entry: string;
  /** A request that was not asked for and is let through as well; null when there is none. */
  readonly alsoAllows: PolicyRequest | null;
}
/** More than this many entries are listed without looking for what else they let through. */
const MAX_EXPLAINED = 50;

export function explain(program: Program, needs: readonly Need[], asked: readonly PolicyRequest[]): Added[] {
  const all = needs.flatMap(({ path, entries, exact }) => entries.map((entry) => ({ path, entry, exact })));
  return all.map(({ path, entry, exact }, index) => {
    const isCommand = path[1] === "exec" && path[2] === "allow";
    if (index >= MAX_EXPLAINED || (exact.includes(entry) && !isCommand))
      return { path, entry, alsoAllows: null };
    const alsoAllows = isCommand
      ? furtherCommand(program, path, entry, asked)
      : beyond(program, path, entry, exact);
    return { path, entry, alsoAllows };
  });
}

/** What the entry allows that entries for exactly what was asked for would not. */
function beyond(
  program: Program,
  path: readonly string[],
  entry: string,
  exact: readonly string[],
): PolicyRequest | null {
  const { capabilities } = diff(extended(program, path, exact), extended(program, path, [entry]));
  return capabilities.flatMap(({ widenings }) => widenings)[0]?.request ?? null;
}

/** The same command with one more word, when the entry is open at its end. */
function furtherCommand(
  program: Program,
  path: readonly string[],
  entry: string,
  asked: readonly PolicyRequest[],
): PolicyRequest | null {
  const parsed = parseCommandPattern(entry);
  if (!parsed.ok) return null;
  const words = parsed.value.words.filter((word, index) => index === 0 || word !== "*");
  const [before, after] = [link(program), link(extended(program, path, [entry]))];
  for (const word of ["a", "b", "c"]) {
    const request: PolicyRequest = { op: "exec.spawn", argv: [...words, word] };
    const isAsked = asked.some(
      (each) => each.op === "exec.spawn" && each.argv.join("\n") === request.argv.join("\n"),
    );
    const verdicts = [before, after].map((engine) => decide(engine, request, newMeters(0)).verdict);
    if (!isAsked && verdicts[0] === "deny" && verdicts[1] !== "deny") return request;
  }
  return null;
}

function extended(
  program: Program,
  [, section = "", list = ""]: readonly string[],
  entries: readonly string[],
): Program {
  const lists = program[section as "filesystem"] as unknown as Readonly<Record<string, readonly unknown[]>>;
  const added = entries.map((entry) => [entry, null]);
  return { ...program, [section]: { ...lists, [list]: [...(lists[list] ?? []), ...added] } };
}
