/** What the page and the worker that reads policies say to each other. Lines and columns count from one. */
import type { Verdict } from "@/lib/policy";
import type { Diagnostic } from "@/lib/spec";
import type { Completion, Hover, OutlineItem, WorkspaceNames } from "@/lib/spec/edit";
import type { Explained } from "../../run/decision";

export interface Lines {
  readonly line: number;
  readonly endLine: number;
}
export interface Place extends Lines {
  readonly column: number;
  readonly endColumn: number;
}

/** One `[[test]]`, decided by the policy around it. */
export interface TestRead extends Lines {
  readonly name: string;
  readonly expect: Verdict;
  /** Null where nothing here can decide it: SQL is read by a parser that no editor loads. */
  readonly verdict: Verdict | null;
  readonly rule: string | null;
  /** Of that rule. */
  readonly place: Place | null;
  readonly reason: string;
}

/** A policy as far as it can be read. */
export interface PolicyRead {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the policy has mistakes: then nothing is decided. */
  readonly tests: readonly TestRead[] | null;
  /** Lines that decide together: a list of rules, or a table that is one rule by itself. */
  readonly rules: readonly Lines[];
}

export interface Suggestions extends Place {
  readonly items: readonly Completion[];
}
export interface HoverRead extends Place {
  readonly hover: Hover;
}
export interface Outlined extends Omit<OutlineItem, "span" | "named" | "children"> {
  readonly place: Place;
  readonly named: Place;
  readonly children: readonly Outlined[];
}

/** By what is asked: what goes there, and what comes back. */
export interface Asks {
  read: [{ readonly text: string }, PolicyRead];
  complete: [
    { readonly text: string; readonly offset: number; readonly names?: WorkspaceNames },
    Suggestions,
  ];
  hover: [{ readonly text: string; readonly offset: number }, HoverRead | null];
  explain: [{ readonly line: string; readonly atRun: string; readonly inEditor: string }, Explained];
  outline: [{ readonly text: string }, readonly Outlined[]];
}
export type AskName = keyof Asks;

export interface Question<Name extends AskName = AskName> {
  readonly number: number;
  readonly ask: Name;
  readonly of: Asks[Name][0];
}
export interface Answer {
  readonly number: number;
  /** Undefined where the worker failed. */
  readonly answer?: unknown;
}
