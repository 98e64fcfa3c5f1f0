/**
 * The worker's desk: takes messages at any time, does one piece of work after another, and looks up in between. A newer text,
 * or a newer question of the same kind, takes the place of the older one, finished or not.
 */
import type { Program } from "@/lib/policy/program";
import { messageOf } from "@/lib/thrown";
import { changesBetween } from "../policy-diff/changes";
import { shrinkTo, tryLine } from "./answers";
import type { FromDesk, Question, ToDesk } from "./messages";
import { readPolicy } from "./policy-view";
import { RunDesk } from "./run-desk";

/** Of work, between two looks at what has come. */
const SLICE_MS = 12;
/** A run that goes on tells how it stands, as often as people look. */
const TELL_MS = 250;

interface Typed {
  readonly version: number;
  readonly text: string;
  /** Undefined until it is read. */
  program?: Program | null;
}

export class Desk {
  readonly #post: (message: FromDesk) => void;
  readonly #pause: () => Promise<void>;
  readonly #asked = new Map<Question["kind"], { readonly id: number; readonly question: Question }>();
  #typed: Typed | undefined;
  #run: RunDesk | undefined;
  #isTold = true;
  #lastTold = 0;
  #isWorking = false;

  constructor(post: (message: FromDesk) => void, pause: () => Promise<void>) {
    this.#post = post;
    this.#pause = pause;
  }

  take(message: ToDesk): void {
    switch (message.kind) {
      case "policy":
        this.#typed = { version: message.version, text: message.text };
        break;
      case "run":
        this.#run = new RunDesk(message.run, message.policy);
        this.#run.under(this.#typed?.program ?? null);
        this.#isTold = false;
        break;
      case "records":
        if (this.#run?.number === message.run) this.#run.add(message.lines);
        this.#isTold = false;
        break;
      case "over":
        if (this.#run?.number === message.run) this.#run.isOver = true;
        this.#isTold = false;
        break;
      case "ask": {
        const before = this.#asked.get(message.question.kind);
        if (before) this.#post({ kind: "answer", id: before.id, answer: null });
        this.#asked.set(message.question.kind, message);
      }
    }
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      while (await this.#piece()) await this.#pause();
    } catch (error) {
      // A fault of ours: the page says so, and the next message starts anew.
      this.#post({ kind: "broken", why: messageOf(error) });
    } finally {
      this.#isWorking = false;
    }
  }

  /** One piece of work, what people wait for first; false when nothing is left to do. */
  async #piece(): Promise<boolean> {
    const typed = this.#typed;
    if (typed && typed.program === undefined) {
      await this.#readPolicy(typed);
      return true;
    }
    const [asked] = this.#asked.values();
    if (asked) {
      this.#asked.delete(asked.question.kind);
      this.#post({ kind: "answer", id: asked.id, answer: this.#answer(asked.question) });
      return true;
    }
    const run = this.#run;
    if (!run || !typed || this.#isTold) return false;
    const until = performance.now() + SLICE_MS;
    while (!run.isDone && performance.now() < until) run.step();
    if (run.isDone || performance.now() - this.#lastTold > TELL_MS) this.#tell(run, typed);
    return true;
  }

  async #readPolicy(typed: Typed): Promise<void> {
    const began = performance.now();
    const { view, program } = await readPolicy(typed.text);
    const milliseconds = performance.now() - began;
    if (this.#typed !== typed) return;
    typed.program = program;
    this.#post({ kind: "policy", version: typed.version, view, milliseconds });
    this.#run?.under(program);
    this.#isTold = false;
  }

  #tell(run: RunDesk, { version, program }: Typed): void {
    this.#lastTold = performance.now();
    this.#isTold = run.isDone;
    const of = { version, run: run.number };
    this.#post({ kind: "what-if", ...of, view: run.view() });
    if (program && run.isDone && run.isOver)
      this.#post({ kind: "unused", ...of, rules: run.unused(program) });
  }

  #answer(question: Question) {
    switch (question.kind) {
      case "try":
        return tryLine(question.text, question.line);
      case "compare":
        return changesBetween(question.old, question.text);
      case "shrink":
        return this.#run ? shrinkTo(question.text, this.#run.requests) : null;
    }
  }
}
