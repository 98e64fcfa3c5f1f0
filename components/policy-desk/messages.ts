/** What the page and the worker that knows the policy engine say to each other. */
import type { PermissionDomain } from "@/lib/policy/permissions";
import type { Verdict } from "@/lib/policy/types";
import type { DiffLine } from "@/lib/spec/diagnostics/unified-lines";
import type { Changes } from "../policy-diff/changes";

/** Answered once, unless a newer question of the same kind takes its place. */
export type Question =
  | { readonly kind: "try"; readonly text: string; readonly line: string }
  | { readonly kind: "shrink"; readonly text: string }
  | { readonly kind: "compare"; readonly old: string; readonly text: string };

export type ToDesk =
  /** A run began, under this policy: what came before is forgotten. */
  | { readonly kind: "run"; readonly run: number; readonly policy: string }
  /** Its records, as lines of JSON, in their order. They cross once. */
  | { readonly kind: "records"; readonly run: number; readonly lines: ArrayBuffer }
  | { readonly kind: "over"; readonly run: number }
  /** The policy as it is typed now. The last one counts. */
  | { readonly kind: "policy"; readonly version: number; readonly text: string }
  | { readonly kind: "ask"; readonly id: number; readonly question: Question };

export interface Told {
  readonly verdict: Verdict;
  readonly rule: string | null;
  readonly line: number | null;
  readonly reason: string;
}

export interface FlipView {
  readonly seq: number;
  readonly op: string;
  readonly subject: string;
  readonly was: Told;
  readonly would: Told;
}

export interface WhatIfView {
  readonly asked: number;
  /** All of them; `flips` holds the first. */
  readonly flipped: number;
  readonly flips: readonly FlipView[];
  /** By `allow deny`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly unknown: number;
  readonly unrepeatable: number;
  /** Other agents were started: what those did is in logs of their own. */
  readonly hasOthers: boolean;
  readonly milliseconds: number;
}

export interface TestView {
  readonly name: string;
  readonly line: number | null;
  readonly expect: Verdict;
  /** Left out where it cannot be decided in a page. */
  readonly got?: Told;
  readonly passed: boolean | null;
}
export interface RuleView {
  readonly id: string;
  readonly text: string;
  readonly line: number | null;
}
export interface TestsView {
  readonly tests: readonly TestView[];
  readonly rules: number;
  readonly touched: number;
  readonly untouched: readonly RuleView[];
}

export interface Risk {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  /** Where the rule begins that it is about. */
  readonly offset: number;
}

/** What is known of a text by itself. Without mistakes it has tests and permissions. */
export interface PolicyView {
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
  readonly tests: TestsView | null;
  readonly permissions: readonly PermissionDomain[] | null;
  readonly risks: readonly Risk[];
}

export type Tried =
  | ({ readonly ok: true; readonly request: string } & Told)
  | { readonly ok: false; readonly why: string };

export interface Shrunk {
  readonly text: string;
  /** A unified diff. */
  readonly diff: readonly DiffLine[];
  readonly removed: number;
  readonly narrowed: number;
  readonly changes: Changes;
}

export type FromDesk =
  | {
      readonly kind: "policy";
      readonly version: number;
      readonly view: PolicyView;
      /** That it took to read it. */
      readonly milliseconds: number;
    }
  | {
      readonly kind: "what-if";
      readonly version: number;
      readonly run: number;
      /** Null while the policy has mistakes. */
      readonly view: WhatIfView | null;
    }
  /** Of the policy as it is typed, what the run that is over had no use for. */
  | {
      readonly kind: "unused";
      readonly version: number;
      readonly run: number;
      readonly rules: readonly RuleView[];
    }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Tried | Shrunk | Changes | null }
  | { readonly kind: "broken"; readonly why: string };
