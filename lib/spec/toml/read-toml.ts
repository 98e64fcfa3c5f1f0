/**
 * Bytes in, a tree with positions or one fault out. Two independent readers must both accept the text and understand
 * it alike: what only one of them takes is refused, so that there is nothing to exploit between them.
 *
 * Guarantees: total on any input; time bounded by the caps on size, structure and depth; every span lies inside the
 * text. TOML 1.1 is read, of which 1.0 is a part. Values of the spec language are not judged here.
 */
import { findDisagreement } from "./agree";
import { furtherFaults } from "./further-faults";
import { limitOfText, limitOfValues } from "./limits";
import { type Read, readTree, readValues, TOO_DEEP, type TomlFault, type TomlFaultKind } from "./readers";
import { decodeText, LineIndex } from "./text";
import type { TomlTable } from "./tree";

export type { TomlFault, TomlFaultKind } from "./readers";

export interface TomlText {
  /** As it was handed in; offsets point into it. */
  readonly text: string;
  readonly lines: LineIndex;
}
export type TomlResult =
  | (TomlText & { readonly ok: true; readonly root: TomlTable })
  | (TomlText & {
      readonly ok: false;
      readonly fault: TomlFault;
      /** Mistakes of syntax behind the first one, as far as they stand by themselves. */
      readonly further: readonly TomlFault[];
    });

/** Above it the second reader is not asked where a text that the first one refuses went wrong. */
const MAX_SECOND_OPINION = 65_536;

export function readToml(input: string | Uint8Array): TomlResult {
  const decoded = decodeText(input);
  const { text } = decoded;
  const lines = new LineIndex(text);
  const refuse = (fault: TomlFault, further: readonly TomlFault[] = []): TomlResult => {
    return {
      ok: false,
      text,
      lines,
      fault: inside(fault, text),
      further: further.map((each) => inside(each, text)),
    };
  };
  if (!decoded.ok) return refuse(faultOfText(decoded.fault, decoded.at));
  const limit = limitOfText(text);
  if (limit !== null) return refuse({ kind: "too-much", message: limit, span: { start: 0, end: 1 } });
  // A byte order mark becomes a blank, so that both readers see the same text and offsets stay as they are.
  const marked = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  const read = readTwice(marked, lines);
  if (read.ok) return { ok: true, text, lines, root: read.value };
  const faultOf = (part: string) => {
    const again = readTwice(part, lines);
    return again.ok ? null : again.fault;
  };
  return refuse(read.fault, furtherFaults(marked, read.fault, faultOf));
}

/** A fault marks nothing across the end of a line, and nothing outside the text. */
function inside(fault: TomlFault, text: string): TomlFault {
  const start = Math.min(Math.max(fault.span.start, 0), text.length);
  const breaks = text[start] === "\n" || text[start] === "\r";
  const end = breaks ? start : Math.min(Math.max(fault.span.end, start), text.length);
  return { ...fault, span: { start, end } };
}

function faultOfText(fault: "too-large" | "not-unicode", at: number): TomlFault {
  return fault === "too-large"
    ? { kind: "too-large", message: "The file is larger than 1 MiB.", span: { start: 0, end: 0 } }
    : {
        kind: "not-text",
        message: "The file is not UTF-8 text from here on.",
        span: { start: at, end: at + 1 },
      };
}

function readTwice(text: string, lines: LineIndex): Read<TomlTable> {
  const values = readValues(text, lines);
  if (!values.ok && values.fault.kind !== "syntax") return values;
  if (!values.ok) return refusal(values.fault, text.length <= MAX_SECOND_OPINION && readTree(text).ok);
  const limit = limitOfValues(values.value);
  if (limit !== null) return refusal({ kind: "too-much", message: limit, span: { start: 0, end: 1 } }, false);
  const tree = readTree(text);
  if (!tree.ok) return refusal(tree.fault, true);
  const found = findDisagreement(values.value, tree.value);
  if (found === null) return tree;
  return found.kind === "too-deep"
    ? refusal({ kind: "too-deep", message: TOO_DEEP, span: found.span }, false)
    : refusal(
        { kind: "disagreement", message: "Two readers of TOML see different values here.", span: found.span },
        true,
      );
}

function refusal(fault: TomlFault, otherAccepts: boolean): Read<never> {
  if (fault.kind !== "syntax") return { ok: false, fault };
  const kind: TomlFaultKind = otherAccepts ? "disagreement" : "syntax";
  const opening = otherAccepts ? "Two readers of TOML disagree here, one of them says" : "This is not TOML";
  return { ok: false, fault: { ...fault, kind, message: `${opening}: ${fault.message}.` } };
}
