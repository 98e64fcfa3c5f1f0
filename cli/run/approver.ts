/**
 * Who is asked where the spec wants a person to agree: the person at the terminal, or nobody, or the one who said yes
 * to everything when the run was started. The mediator binds each answer to its one action and sees to the time.
 */
import { subjectOf } from "../../lib/audit/bundle";
import type { Answer, Approver, Question } from "../../lib/mediator/approval";
import { printable, printableLines } from "../io/printable";
import type { Style } from "../io/style";
import type { Terminal } from "./terminal";

export type Manner = "ask" | "deny" | "yes";

export interface Asking {
  readonly manner: Manner;
  /** Whoever runs the command; the one who answers at the terminal is the same. */
  readonly actor: string;
  readonly spec: { readonly name: string; readonly secondPerson: boolean };
  readonly style: Style;
  /** Opened when the first question comes. */
  terminal(): Terminal | undefined;
  /** Nobody else reads the terminal until what it gives back is called. */
  hold(): () => void;
  tell(sentence: string): void;
}

const DIGEST_DIGITS = 12;
const MOST_SHOWN_BYTES = 2_000;
const MS_PER_SECOND = 1000;
const YES = new Set(["y", "yes", "once"]);
const NO = new Set(["n", "no", ""]);

export function approverFor(asking: Asking): Approver & { close(): void } {
  const { manner, actor } = asking;
  const answer = (grant: boolean) => ({ grant, approver: actor, reason: `aegis run --approve ${manner}` });
  if (manner !== "ask") {
    const ask = async ({ action_sha256 }: Question) => ({ action_sha256, ...answer(manner === "yes") });
    return { ask, close: () => {} };
  }
  return new TerminalApprover(asking);
}

class TerminalApprover implements Approver {
  readonly #asking: Asking;
  #terminal: Terminal | undefined;
  #isOpen = false;
  #hasTold = false;
  /** One question at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const answered = this.#last.then(() => this.#ask(question, signal));
    this.#last = answered.catch(() => {});
    return answered;
  }

  close(): void {
    this.#terminal?.close();
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const { spec, actor } = this.#asking;
    const about = `${question.op} ${printable(subjectOf(recordLike(question)))}`;
    if (spec.secondPerson) {
      throw this.#unanswered(`${about} waits for a second person, and here is only ${printable(actor)}`);
    }
    const terminal = this.#open();
    if (terminal === undefined)
      throw this.#unanswered(`${about} waits for a person, and here is no terminal`);
    const release = this.#asking.hold();
    try {
      await terminal.discard();
      terminal.write(this.#text(question, about));
      const grant = await this.#answer(terminal, question, signal);
      return { action_sha256: question.action_sha256, grant, approver: actor };
    } finally {
      release();
    }
  }

  async #answer(terminal: Terminal, question: Question, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      terminal.write(
        `Allow it this once? ${this.#timeLeft(question)}  [y/N${question.payload ? "/v" : ""}] `,
      );
      const line = (await terminal.line(signal))?.trim().toLowerCase();
      if (line === undefined) {
        terminal.write("\nNot answered: denied.\n");
        throw new Error("nobody answered");
      }
      if (YES.has(line) || NO.has(line)) return YES.has(line);
      terminal.write(line === "v" ? contentOf(question) : "y allows this one action, n denies it.\n");
    }
  }

  #open(): Terminal | undefined {
    if (!this.#isOpen) this.#terminal = this.#asking.terminal();
    this.#isOpen = true;
    return this.#terminal;
  }

  /** Told once: what is denied shows in the summary. */
  #unanswered(why: string): Error {
    if (!this.#hasTold)
      this.#asking.tell(`${why}: denied. Run it in a terminal, or with --approve yes or deny.`);
    this.#hasTold = true;
    return new Error(why);
  }

  #text({ data, action_sha256, payload }: Question, about: string): string {
    const { style, spec } = this.#asking;
    const place = data.line === undefined ? "" : `, ${printable(spec.name)}:${data.line}`;
    const size = payload === undefined ? "" : `  ${payload.length} bytes go with it (v shows them).\n`;
    return [
      `\n${style.bold(`The agent asks for ${about}`)}\n`,
      `  rule ${printable(data.rule ?? "")}${place}; action ${action_sha256.slice(0, DIGEST_DIGITS)}\n`,
      size,
    ].join("");
  }

  #timeLeft({ expires }: Question): string {
    const seconds = Math.max(0, Math.round((expires - Date.now()) / MS_PER_SECOND));
    return this.#asking.style.dim(
      seconds >= 120 ? `${Math.floor(seconds / 60)} min left` : `${seconds} s left`,
    );
  }
}

/** Of control characters nothing is left: the bytes are the agent's, and the terminal is the person's. */
function contentOf({ payload = new Uint8Array() }: Question): string {
  const text = new TextDecoder().decode(payload.subarray(0, MOST_SHOWN_BYTES));
  const more =
    payload.length > MOST_SHOWN_BYTES ? `\n… and ${payload.length - MOST_SHOWN_BYTES} bytes more` : "";
  const lines = printableLines(text).split("\n");
  return `${lines.map((line) => `  | ${line}`).join("\n")}${more}\n`;
}

function recordLike({ op, data }: Question): Parameters<typeof subjectOf>[0] {
  return { type: op, data } as unknown as Parameters<typeof subjectOf>[0];
}
