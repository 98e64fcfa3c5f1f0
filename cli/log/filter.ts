/** Which records `aegis log show` is asked for. */
import type { AuditRecord } from "../../lib/audit/record";
import { type Invocation, listOf, textOf } from "../definitions/definition";
import { UsageError } from "../failure";
import { printable } from "../io/printable";

export type Filter = (record: AuditRecord) => boolean;

export function filterOf(invocation: Invocation): Filter {
  const types = listOf(invocation, "type");
  const verdicts = new Set(listOf(invocation, "verdict"));
  const { least, most } = rangeOf(textOf(invocation, "seq"));
  return ({ seq, type, data }) =>
    seq >= least &&
    seq <= most &&
    (verdicts.size === 0 || verdicts.has(String(data.verdict))) &&
    (types.length === 0 || types.some((wanted) => type === wanted || type.startsWith(`${wanted}.`)));
}

function rangeOf(text: string | undefined): { readonly least: number; readonly most: number } {
  if (text === undefined) return { least: 0, most: Number.POSITIVE_INFINITY };
  const [, from = "", dash = "", to = ""] = /^(\d{1,15})(?:(-)(\d{0,15}))?$/.exec(text) ?? [];
  if (from === "") throw badRange(text);
  const least = Number(from);
  const most = dash === "" ? least : to === "" ? Number.POSITIVE_INFINITY : Number(to);
  if (most < least) throw badRange(text);
  return { least, most };
}

function badRange(text: string): UsageError {
  return new UsageError(`--seq ${printable(text)} is no range; write 7, 7-20 or 7-.`);
}
