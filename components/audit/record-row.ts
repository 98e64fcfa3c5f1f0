/** One record as a row of a table: what it says of itself, in the few words that fit. Total on any line. */
import { subjectOf } from "@/lib/audit/bundle/export/subject";
import { utf8 } from "@/lib/audit/bytes";
import type { AuditRecord } from "@/lib/audit/record";
import { readRecord } from "@/lib/audit/record/read";
import type { VerdictKind } from "../verdict/verdict";

export interface RecordRow {
  readonly seq: number;
  /** What the line itself says: not always the place where it was found. */
  readonly record?: AuditRecord;
  readonly ts: string;
  readonly type: string;
  readonly subject: string;
  readonly mark?: { readonly kind: VerdictKind; readonly word: string };
  readonly rule: string;
  /** Of a denial by no line of the policy. */
  readonly why: string;
}

const VERDICT_WORDS = new Set(["allow", "deny", "approve", "sanitize"]);
const BAD_OUTCOMES = new Set(["error", "timeout", "cancelled"]);
/** What would act on the page's order of reading, or cannot be seen: shown as its escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** What an agent asked for is the agent's text: nothing in it may hide or turn around what stands beside it. */
export function printable(text: string): string {
  return text.replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function rowOf(seq: number, line: string): RecordRow {
  const read = readRecord(utf8(line));
  if (!read.ok) {
    const mark = { kind: "error", word: read.code } as const;
    return {
      seq,
      ts: "",
      type: "no record",
      subject: printable(line.slice(0, 200)),
      mark,
      rule: "",
      why: "",
    };
  }
  const { record } = read;
  const { rule, line: specLine } = record.data;
  const mark = markOf(record);
  return {
    seq,
    record,
    ts: record.ts,
    type: record.type,
    subject: printable(subjectOf(record) || resultOf(record)),
    ...(mark && { mark }),
    rule:
      typeof rule === "string"
        ? printable(typeof specLine === "number" ? `${rule}, line ${specLine}` : rule)
        : "",
    why: whyOf(record),
  };
}

function whyOf({ data: { rule, verdict, code, reason } }: AuditRecord): string {
  if (verdict !== "deny" || typeof rule === "string") return "";
  if (code === "DENIED_BY_DEFAULT") return "no rule allows it";
  return typeof reason === "string" ? printable(reason) : "";
}

function markOf({ data, type }: AuditRecord): RecordRow["mark"] {
  const { verdict, status, code } = data;
  if (typeof verdict === "string" && VERDICT_WORDS.has(verdict))
    return { kind: verdict as VerdictKind, word: verdict };
  if (type === "approval.deny" || type === "approval.expire" || type === "limit.hit")
    return { kind: "deny", word: type.split(".")[1] ?? type };
  if (type === "unmediated.change") return { kind: "error", word: "unexplained" };
  if (typeof status === "string" && BAD_OUTCOMES.has(status)) return { kind: "error", word: status };
  if (type === "agent.exit" && typeof code === "number" && code !== 0)
    return { kind: "error", word: `exit ${code}` };
  return undefined;
}

/** Of a record that answers another one. */
function resultOf({ data }: AuditRecord): string {
  const { of, status, error, code } = data;
  if (typeof of !== "number") return typeof status === "string" ? status : "";
  // The name of an error without a code of its own says no more than the status does.
  const how = [status, error === "Error" ? undefined : error, code].filter(
    (part) => typeof part === "string" || typeof part === "number",
  );
  return `of ${of}${how.length > 0 ? `: ${how.join(" ")}` : ""}`;
}
