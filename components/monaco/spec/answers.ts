/** What the worker answers. Everything that takes time is done here, beside the page. */
import { compile, decide, link, newMeters } from "@/lib/policy";
import { load } from "@/lib/spec";
import { completeAt, hoverAt, type OutlineItem, outlineOf } from "@/lib/spec/edit";
import { LineIndex, type Span } from "@/lib/spec/toml/text";
import { explainDecision } from "../../run/decision";
import type { AskName, Asks, Lines, Outlined, Place, PolicyRead, TestRead } from "./messages";

type Answers = { readonly [Name in AskName]: (of: Asks[Name][0]) => Asks[Name][1] };

export const ANSWERS: Answers = {
  read: ({ text }) => readPolicy(text),
  complete({ text, offset, names }) {
    const { span, items } = completeAt(text, offset, names);
    return { ...placeOf(new LineIndex(text), span), items };
  },
  hover({ text, offset }) {
    const hover = hoverAt(text, offset);
    return hover && { ...placeOf(new LineIndex(text), hover.span), hover };
  },
  explain: ({ line, ...policy }) => explainDecision(line, policy),
  outline({ text }) {
    const lines = new LineIndex(text);
    return outlineOf(text).map((item) => symbolOf(item, lines));
  },
};

export function answer<Name extends AskName>(ask: Name, of: Asks[Name][0]): Asks[Name][1] {
  return ANSWERS[ask](of);
}

function readPolicy(text: string): PolicyRead {
  const { spec, source, diagnostics } = load(text);
  const lines = new LineIndex(text);
  const items = outlineOf(text);
  const rules = items.flatMap((item) => rulesOf(item, lines));
  if (!spec) return { diagnostics, tests: null, rules };
  const engine = link(compile(spec, source));
  const tests = spec.test.map(({ name, request, expect }, index): TestRead => {
    const at = items.find(({ path }) => path[0] === "test" && path[1] === index && path.length === 2);
    const { line, endLine } = placeOf(lines, at ? written(at, text) : { start: 0, end: 0 });
    const base = { name, expect, line, endLine };
    if (request.op === "sql.query") return { ...base, verdict: null, rule: null, place: null, reason: "" };
    const { verdict, rule, range, reason } = decide(engine, request, newMeters(0));
    return { ...base, verdict, rule, reason, place: range && placeOfRange(range) };
  });
  return { diagnostics, tests, rules };
}

/** A section without the blank lines and comments that stand before the next one. */
function written({ named, span, children }: OutlineItem, text: string): Span {
  const end = children.at(-1)?.span.end ?? named.end;
  const body = text.slice(end, span.end).replace(/(?:\s*(?:#[^\n]*)?(?:\n|$))+$/, "");
  return { start: span.start, end: end + body.length };
}

/** Tables that decide as a whole have no list in them: the line of their header decides. */
function rulesOf({ kind, path, named, children, span }: OutlineItem, lines: LineIndex): Lines[] {
  if (path[0] !== "capabilities") return [];
  if (kind === "key") return [placeOf(lines, span)];
  return [placeOf(lines, named), ...children.flatMap((child) => rulesOf(child, lines))];
}

function symbolOf({ span, named, children, ...item }: OutlineItem, lines: LineIndex): Outlined {
  return {
    ...item,
    place: placeOf(lines, span),
    named: placeOf(lines, named),
    children: children.map((child) => symbolOf(child, lines)),
  };
}

const placeOf = (lines: LineIndex, span: Span): Place => placeOfRange(lines.range(span));

function placeOfRange({ start, end }: ReturnType<LineIndex["range"]>): Place {
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
