/** What a run came to, as its log says it: what is told is what is recorded. */
import { createReadStream } from "node:fs";
import { readLines, subjectOf } from "../../lib/audit/bundle";
import type { AuditRecord } from "../../lib/audit/record";
import { rulesOfProgram } from "../../lib/policy/rule-list";
import type { SandboxEnd } from "../../lib/runtime/embedded/sandbox/sandbox";
import type { SpecFile } from "../spec-file";

export interface Denial {
  readonly op: string;
  readonly subject: string;
  readonly code: string;
  /** Null where no rule matched. */
  readonly rule: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly reason: string;
  /** The first of its records. */
  readonly seq: number;
  times: number;
}

export interface Summary {
  readonly exit: number;
  readonly ended: SandboxEnd["reason"];
  readonly seconds: number;
  readonly session: string;
  readonly agent: string;
  readonly driver: string;
  readonly records: number;
  /** Decisions, by verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** What came of those that waited for a person. */
  readonly approvals: { readonly granted: number; readonly denied: number; readonly unanswered: number };
  readonly denials: readonly Denial[];
  readonly log: string;
  /** The key of the session, which the log itself names: from here it is known from elsewhere. */
  readonly key: string;
}

/** The same thing asked for again and again is one line with a number; of different ones so many are kept. */
const MOST_DENIALS = 1_000;
const ANSWERS: ReadonlyMap<string, { count: keyof Summary["approvals"]; code: string }> = new Map([
  ["approval.grant", { count: "granted", code: "" }],
  ["approval.deny", { count: "denied", code: "APPROVAL_DENIED" }],
  ["approval.expire", { count: "unanswered", code: "APPROVAL_EXPIRED" }],
]);

export interface Ended {
  readonly exit: number;
  readonly end: SandboxEnd;
  readonly seconds: number;
  readonly sid: string;
  readonly driver: string;
  readonly log: string;
}

export async function summaryOf(path: string, spec: SpecFile, ended: Ended): Promise<Summary> {
  const seen = new Seen(spec);
  for await (const line of readLines(createReadStream(path))) if (line.ok) seen.add(line.record);
  const { exit, end, seconds, sid, driver, log } = ended;
  return {
    exit,
    ended: end.reason,
    seconds: Math.round(seconds * 1000) / 1000,
    session: sid,
    agent: spec.spec.agent.name,
    driver,
    records: seen.records,
    verdicts: seen.verdicts,
    approvals: seen.approvals,
    denials: [...seen.denials.values()],
    log,
    key: seen.key,
  };
}

class Seen {
  records = 0;
  key = "";
  readonly verdicts: Record<string, number> = { allow: 0, deny: 0, approve: 0 };
  readonly approvals = { granted: 0, denied: 0, unanswered: 0 };
  readonly denials = new Map<string, Denial>();
  readonly #asked = new Map<number, AuditRecord>();
  readonly #columns: ReadonlyMap<string, number>;

  constructor({ program }: SpecFile) {
    const places = rulesOfProgram(program).map(({ id, range }) => [id, range?.start.column] as const);
    this.#columns = new Map(places.filter((place): place is [string, number] => place[1] !== undefined));
  }

  add(record: AuditRecord): void {
    this.records += 1;
    const { type, data, seq } = record;
    if (seq === 0) this.key = textOf(data.vkey) ?? "";
    const answer = ANSWERS.get(type);
    if (answer) {
      this.approvals[answer.count] += 1;
      const asked = this.#asked.get(Number(data.of));
      this.#asked.delete(Number(data.of));
      if (asked && answer.code !== "") this.#deny(asked, answer.code, textOf(data.reason) ?? "");
      return;
    }
    const verdict = textOf(data.verdict);
    if (verdict === undefined) return;
    this.verdicts[verdict] = (this.verdicts[verdict] ?? 0) + 1;
    if (verdict === "approve") this.#asked.set(seq, record);
    if (verdict === "deny") this.#deny(record, textOf(data.code) ?? "", textOf(data.reason) ?? "");
  }

  #deny(record: AuditRecord, code: string, reason: string): void {
    const { type, data, seq } = record;
    const rule = textOf(data.rule) ?? null;
    const subject = subjectOf(record);
    const key = JSON.stringify([type, subject, code, rule]);
    const known = this.denials.get(key);
    if (known) known.times += 1;
    else if (this.denials.size < MOST_DENIALS) {
      const line = typeof data.line === "number" ? data.line : null;
      const column = (rule === null ? undefined : this.#columns.get(rule)) ?? null;
      this.denials.set(key, { op: type, subject, code, rule, line, column, reason, seq, times: 1 });
    }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
