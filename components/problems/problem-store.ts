/**
 * The problems of all files, outside of React: they come from two sides, each at its own time, and whoever shows them is
 * told when something has changed.
 */

import { isPolicy } from "../monaco/spec/is-policy";
import type { PolicyRead } from "../monaco/spec/messages";
import { inOrder, isSame, type Problem, problemOf } from "./problem";

type Texts = Readonly<Record<string, string>>;
type ReadPolicy = (text: string) => Promise<PolicyRead | null>;

/** Between two keys of somebody who types, nothing flickers. */
const AFTER_MS = 100;
const NONE: readonly Problem[] = [];

interface Policy {
  readonly text: string;
  readonly problems: readonly Problem[];
}

export class ProblemStore {
  readonly #read: ReadPolicy;
  readonly #listeners = new Set<() => void>();
  readonly #policies = new Map<string, Policy>();
  #texts: Texts = {};
  #code: readonly Problem[] = NONE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #all: readonly Problem[] = NONE;
  #gone: Problem | undefined;

  constructor(read: ReadPolicy) {
    this.#read = read;
  }

  /** In order; another array when something has changed. */
  get all(): readonly Problem[] {
    return this.#all;
  }

  /** The one that somebody went to last, while it is there. */
  get gone(): Problem | undefined {
    return this.#gone;
  }

  goTo(problem: Problem): void {
    this.#gone = problem;
    this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the files say now. Policies that were changed are read, shortly after. */
  setTexts(texts: Texts): void {
    this.#texts = texts;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readChanged(), AFTER_MS);
  }

  /** What the code editor found; nothing where it is not on show. */
  setCode(problems: readonly Problem[]): void {
    if (problems.length === 0 && this.#code.length === 0) return;
    this.#code = problems;
    this.#changed();
  }

  /** The text that the problems of a policy are of: a fix goes with no other. */
  textOf(path: string): string | undefined {
    return this.#policies.get(path)?.text;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  async #readChanged(): Promise<void> {
    const texts = this.#texts;
    for (const path of this.#policies.keys()) if (!Object.hasOwn(texts, path)) this.#forget(path);
    const changed = Object.entries(texts).filter(
      ([path, text]) => isPolicy(path) && this.#policies.get(path)?.text !== text,
    );
    await Promise.all(changed.map(([path, text]) => this.#readOne(path, text)));
  }

  async #readOne(path: string, text: string): Promise<void> {
    const read = await this.#read(text);
    // Changed since: the next reading is on its way.
    if (read === null || this.#texts[path] !== text) return;
    const before = this.#policies.get(path)?.problems ?? NONE;
    const problems = read.diagnostics.map((diagnostic) => problemOf(path, diagnostic));
    this.#policies.set(path, { text, problems });
    if (before.length + problems.length > 0) this.#changed();
  }

  #forget(path: string): void {
    this.#policies.delete(path);
    this.#changed();
  }

  #changed(): void {
    const policies = [...this.#policies.values()].flatMap(({ problems }) => problems);
    this.#all = inOrder([...policies, ...this.#code]);
    const { gone } = this;
    this.#gone = gone && this.#all.find((problem) => isSame(problem, gone));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
