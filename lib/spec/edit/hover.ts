/** What stands under the cursor, in the words of the definition: a table, a key, a word, a rule. */
import type { SpecPath } from "../diagnostics/diagnostic";
import type { KeyReference } from "../reference";
import type { Span } from "../toml/text";
import { describeKey, describeName } from "./describe";
import { readSketch } from "./read-sketch";
import { type RuleWords, rateWords, ruleWords } from "./rule-words";
import type { SketchValue } from "./sketch";
import { covers, type Visited, visitSketch } from "./walk-sketch";

export interface Hover {
  readonly span: Span;
  /** As people name it: `capabilities.filesystem.read`. */
  readonly title: string;
  readonly type: string;
  readonly default: string | null;
  readonly required: boolean;
  readonly description: string;
  readonly rule: RuleWords | null;
  /** What a value says beyond itself. */
  readonly value: string | null;
}

export function hoverAt(text: string, offset: number): Hover | null {
  let found: Visited | null = null;
  visitSketch(readSketch(text), (visited) => {
    const span = spanOf(visited);
    if (span !== null && covers(span, offset)) found = visited;
  });
  return found === null ? null : hoverOf(found);
}

/** A key is asked for at its name, a value at itself; tables and lists around are not meant. */
function spanOf({ part, value }: Visited): Span | null {
  if (part !== null) return part.span;
  return value !== null && isPlain(value) ? value.span : null;
}

const isPlain = ({ kind }: SketchValue) => kind === "text" || kind === "word";

function hoverOf({ path, part, value }: Visited): Hover | null {
  const key = keyOf(path);
  const reference = describeKey(key) ?? describeName(key);
  const span = part?.span ?? value?.span;
  if (reference === null || span === undefined) return null;
  const text = value?.kind === "text" ? value.text : null;
  const isElement = part === null;
  return {
    span,
    title: titleOf(path),
    type: reference.type,
    default: defaultOf(reference),
    required: reference.required && describeName(key) === null,
    description: reference.description,
    rule: isElement && text !== null ? ruleWords(path, text) : null,
    value: key.at(-1) === "rate_limit" && text !== null ? rateWords(text) : null,
  };
}

/** Elements of a list are told of as the list. */
function keyOf(path: SpecPath): SpecPath {
  return typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
}

const defaultOf = (reference: KeyReference): string | null =>
  reference.default === "{}" ? null : reference.default;

function titleOf(path: SpecPath): string {
  return path.reduce<string>(
    (title, segment) =>
      typeof segment === "number" ? `${title}[${segment}]` : title === "" ? segment : `${title}.${segment}`,
    "",
  );
}
