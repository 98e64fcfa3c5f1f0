/**
 * From a recorded run to the smallest edit of a spec with which it would have been let through.
 *
 * Guarantees: what a deny forbids stays forbidden and is listed as refused, with the rule; the text that comes out
 * loads, and the engine lets through every request that is not listed. Comments and layout stay. Each entry that is
 * added says what else it lets through, by an example, when it lets through anything else.
 */
import type { TextEdit } from "../../spec/diagnostics/diagnostic";
import { load } from "../../spec/load";
import { LineIndex } from "../../spec/toml/text";
import { decide } from "../decide";
import { type Engine, type LinkOptions, link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import type { PolicyRequest } from "../types";
import { type Added, explain } from "./explain";
import type { Insertion } from "./list-text";
import { type Need, needsOf, type Refused } from "./needs";
import { type Addition, insertionsFor } from "./place";

export interface Suggestion {
  /** Of the text that was handed in; none when nothing can or need be done. */
  readonly edits: readonly TextEdit[];
  /** The text with the edits made. */
  readonly text: string;
  readonly adds: readonly Added[];
  readonly refused: readonly Refused[];
}

export interface SuggestOptions extends LinkOptions {
  /** Paths of files are folders, and granted with all in them. */
  readonly asFolders?: boolean;
}

/** One list may open the way to another: a model, then its region. */
const MAX_ROUNDS = 12;

/** The text must load; when it does not, nothing is suggested. */
export function suggest(
  text: string,
  requests: readonly PolicyRequest[],
  { asFolders = false, ...options }: SuggestOptions = {},
): Suggestion {
  const { spec, source } = load(text);
  if (spec === null) return { edits: [], text, adds: [], refused: [] };
  const program = compile(spec, source);
  let current = program;
  let changed = text;
  let insertions: readonly Insertion[] = [];
  const additions: Need[] = [];
  let refused: readonly Refused[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = needsOf(link(current, options), requests, asFolders);
    refused = found.refused;
    const needs = found.needs.filter((need) => isNews(need, additions));
    if (needs.length === 0) break;
    const next = [...additions, ...needs];
    const placed = insertionsFor(source, merged(next));
    const after = insertAll(text, placed);
    const loaded = load(after);
    if (loaded.spec === null) break;
    additions.push(...needs);
    insertions = placed;
    changed = after;
    current = compile(loaded.spec, loaded.source);
  }
  const left = stillDenied(link(current, options), requests, refused);
  const lines = new LineIndex(text);
  const edits = insertions.map(({ at, newText }) => ({
    range: lines.range({ start: at, end: at }),
    newText,
  }));
  return {
    edits,
    text: changed,
    adds: explain(program, additions, requests),
    refused: [...refused, ...left],
  };
}

/** What has been tried once and did not help is not tried again. */
function isNews({ path, entries }: Need, additions: readonly Need[]): boolean {
  return !additions.some((other) => {
    return (
      other.path.join("\n") === path.join("\n") && entries.every((entry) => other.entries.includes(entry))
    );
  });
}

function stillDenied(
  engine: Engine,
  requests: readonly PolicyRequest[],
  known: readonly Refused[],
): Refused[] {
  return requests.flatMap((request): Refused[] => {
    const { verdict, rule, reason } = decide(engine, request, newMeters(0));
    if (verdict !== "deny" || known.some((each) => each.request === request)) return [];
    return [{ request, rule, reason }];
  });
}

/** Additions to the same list as one. */
function merged(needs: readonly Need[]): Addition[] {
  const lists = new Map<string, Addition>();
  for (const { path, entries } of needs) {
    const key = path.join("\n");
    lists.set(key, { path, entries: [...new Set([...(lists.get(key)?.entries ?? []), ...entries])] });
  }
  return [...lists.values()];
}

function insertAll(text: string, insertions: readonly Insertion[]): string {
  return [...insertions]
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, newText }) => result.slice(0, at) + newText + result.slice(at), text);
}
