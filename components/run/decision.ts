/**
 * What can be said and done about one decision: why it came out so, the smallest edit of the policy that would let it
 * through, and the test that holds it. Said by the worker that reads policies: in a long one it takes longer than a frame.
 */

import { utf8 } from "@/lib/audit/bytes";
import { readRecord } from "@/lib/audit/record";
import { compile, decide, link, newMeters, type PolicyRequest } from "@/lib/policy";
import { type Suggestion, suggest } from "@/lib/policy/suggest";
import { load } from "@/lib/spec";
import { requestOf } from "@/lib/what-if";
import { testTable } from "./test-table";

export interface Addition {
  /** The list of the policy, as it is written: `capabilities.filesystem.read`. */
  readonly list: string;
  readonly entry: string;
  /** Something else that it lets through, in words. */
  readonly also?: string;
}

export interface Fix {
  /** The policy with the edit. */
  readonly text: string;
  readonly adds: readonly Addition[];
}

export interface Explained {
  readonly reason?: string;
  readonly fix?: Fix;
  /** The same with all that is in it, where what was asked for looks like a folder. */
  readonly folderFix?: Fix;
  /** Why there is no such edit, in a sentence. */
  readonly noFix?: string;
  /** To be added to the policy: it holds the decision as it was. */
  readonly test?: string;
}

/** Of the policy as the run had it, and as it is in the editor. */
export function explainDecision(
  line: string,
  policy: { readonly atRun: string; readonly inEditor: string },
): Explained {
  const read = readRecord(utf8(line));
  const request = read.ok ? requestOf(read.record) : undefined;
  if (!read.ok || !request) return {};
  const { verdict, reason } = read.record.data;
  const said = typeof reason === "string" ? reason : reasonOf(policy.atRun, request);
  const test = testTable(request, String(verdict));
  return {
    ...(said !== undefined && { reason: said }),
    ...(verdict === "deny" && fixOf(policy.inEditor, request)),
    ...(test !== undefined && { test }),
  };
}

function reasonOf(text: string, request: PolicyRequest): string | undefined {
  const { spec, source } = load(text);
  return spec ? decide(link(compile(spec, source)), request, newMeters(0)).reason : undefined;
}

function fixOf(text: string, request: PolicyRequest): Pick<Explained, "fix" | "folderFix" | "noFix"> {
  if (!load(text).spec)
    return { noFix: "No rule can be suggested: the policy has mistakes. Mend them first." };
  const suggestion = suggest(text, [request]);
  const [forbidden] = suggestion.refused;
  if (forbidden) return { noFix: `No rule can be suggested: ${forbidden.reason}` };
  if (suggestion.edits.length === 0) return { noFix: "The policy as it is now lets this through." };
  const fix = asFix(suggestion);
  if (!isLikeFolder(request)) return { fix };
  const wider = suggest(text, [request], { asFolders: true });
  return wider.refused.length > 0 ? { fix } : { fix, folderFix: asFix(wider) };
}

/**
 * No record says whether a path is a folder. Who makes one asks for it first and then for what goes in, so that the smallest
 * edit alone leads to the next denial. Nothing right below the root: "all in it" would be as good as everything.
 */
function isLikeFolder(request: PolicyRequest): boolean {
  return request.op === "fs.write" && /^\/[^/]+\/(?:[^/]+\/)*[^/.]+$/.test(request.path);
}

function asFix({ text, adds }: Suggestion): Fix {
  return {
    text,
    adds: adds.map(({ path, entry, alsoAllows }) => ({
      list: path.join("."),
      entry,
      ...(alsoAllows && { also: wordsOf(alsoAllows) }),
    })),
  };
}

function wordsOf({ op, ...rest }: PolicyRequest): string {
  const parts = Object.values(rest).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return [op, ...parts.map(String)].join(" ");
}
