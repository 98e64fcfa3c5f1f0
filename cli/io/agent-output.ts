/**
 * What an agent prints, on its way to this process's streams. Into a pipe or a file it goes byte for byte, for it is data there. Onto a
 * terminal it goes as text and colours alone (`lib/ansi`): the agent is trusted with nothing, and a terminal does what it is told.
 *
 * Guarantees, on a terminal: an agent cannot draw over what was printed before its own row, set a title, write to the clipboard or make
 * the terminal type an answer. While a person is asked, nothing of it appears: the question stands as it was written, and what looks
 * like a second question, or like an answer to this one, comes after it. What the agent's lines say is the agent's all the same.
 */
import { ColouredText } from "../../lib/ansi";
import { utf8 } from "../../lib/audit/bytes";
import type { Sink } from "./io";
import type { Row } from "./row";

export type Stream = "stdout" | "stderr";

export interface Target {
  /** The stream as it is, without what `TerminalSink` does for aegis's own words. */
  readonly sink: Sink;
  readonly isTerminal: boolean;
}

export class AgentOutput {
  readonly #targets: Readonly<Record<Stream, Target>>;
  readonly #row: Row;
  readonly #texts: Readonly<Record<Stream, ColouredText>> = {
    stdout: new ColouredText(),
    stderr: new ColouredText(),
  };
  #holds = 0;
  /** Never more than a run may print (`max_output`). */
  #held: { readonly to: Sink; readonly text: string }[] = [];

  constructor(targets: Readonly<Record<Stream, Target>>, row: Row) {
    this.#targets = targets;
    this.#row = row;
  }

  /** Whether somebody is still there to read it. */
  write(stream: Stream, bytes: Uint8Array): boolean {
    const { sink, isTerminal } = this.#targets[stream];
    if (isTerminal) this.#show(sink, this.#texts[stream].write(bytes));
    else void sink.write(bytes);
    return !sink.closed;
  }

  /** Until it is released a terminal shows nothing of it. Pipes and files are nobody's screen. */
  hold(): () => void {
    this.#holds += 1;
    return () => {
      this.#holds -= 1;
      if (this.#holds > 0) return;
      const held = this.#held;
      this.#held = [];
      for (const { to, text } of held) this.#show(to, text);
    };
  }

  /** What is left of letters that were cut. */
  end(): void {
    for (const stream of ["stdout", "stderr"] as const) {
      const { sink, isTerminal } = this.#targets[stream];
      if (isTerminal) this.#show(sink, this.#texts[stream].end());
    }
  }

  #show(to: Sink, text: string): void {
    if (text === "") return;
    if (this.#holds > 0) {
      this.#held.push({ to, text });
      return;
    }
    void to.write(utf8(text));
    this.#row.agentWrote(text);
  }
}
