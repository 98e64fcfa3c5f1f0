/** Single questions about a policy: one request, the least it needs, what changed. */
import { Decider } from "@/lib/policy/decider";
import { compile } from "@/lib/policy/program";
import { requestOfLine } from "@/lib/policy/request-words";
import { shrink } from "@/lib/policy/suggest";
import type { PolicyRequest } from "@/lib/policy/types";
import { load } from "@/lib/spec";
import { unifiedLines } from "@/lib/spec/diagnostics/unified-lines";
import { requestFrom } from "@/lib/spec/schema/tests";
import { changesBetween, requestWords } from "../policy-diff/changes";
import type { Shrunk, Tried } from "./messages";
import { toldOf } from "./policy-view";

/** Decides what somebody types as if it were the first thing that is asked. */
export function tryLine(text: string, line: string): Tried {
  const read = requestOfLine(line);
  if (!read.ok) return read;
  const { spec, source } = load(text);
  if (!spec) return { ok: false, why: "The policy has mistakes: mend them to try requests." };
  if (read.request.op === "sql.query")
    return { ok: false, why: "Queries are decided by aegis eval: no page loads the reader of SQL." };
  const decision = new Decider(compile(spec, source), { independent: true }).decide(read.request);
  const form = requestFrom(decision.canonical) ?? (read.request as unknown as PolicyRequest);
  return { ok: true, request: requestWords(form), ...toldOf(decision) };
}

export function shrinkTo(text: string, requests: readonly PolicyRequest[]): Shrunk {
  const { text: less, edits, removed, narrowed } = shrink(text, requests, { hidesArguments: true });
  return {
    text: less,
    diff: unifiedLines(text, edits),
    removed: removed.length,
    narrowed: narrowed.length,
    changes: changesBetween(text, less),
  };
}
