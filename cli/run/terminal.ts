/**
 * The terminal of the person, by its own name: standard input and output belong to the agent, who could answer for the
 * person or print over the question otherwise.
 */
import { closeSync, openSync } from "node:fs";
import { ReadStream, WriteStream } from "node:tty";
import { ownText } from "../io/terminal-sink";

export interface Terminal {
  write(text: string): void;
  /** Drops what was typed before a question was there to read: a yes to something else is none to this. */
  discard(): Promise<void>;
  /** One line, without its end; undefined when there is none to come, or when the signal says to stop. */
  line(signal: AbortSignal): Promise<string | undefined>;
  close(): void;
}

const PATH = "/dev/tty";
const MOST_LINE_UNITS = 1024;
/** What has been typed is there at once. */
const DISCARD_MS = 30;

/** Undefined where nobody sits: in a pipeline of CI, in a service, without a job's terminal. */
export function openTerminal(): Terminal | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(PATH, "r+");
    const output = new WriteStream(fd);
    return new LineTerminal(output, () => new ReadStream(openSync(PATH, "r")));
  } catch {
    if (fd !== undefined) closeSync(fd);
    return undefined;
  }
}

class LineTerminal implements Terminal {
  readonly #output: WriteStream;
  readonly #open: () => ReadStream;

  constructor(output: WriteStream, open: () => ReadStream) {
    this.#output = output;
    this.#open = open;
  }

  write(text: string): void {
    // Questions are made printable where they are written; the terminal is the last place to hold that.
    this.#output.write(ownText(text));
  }

  discard(): Promise<void> {
    const input = this.#open();
    input.on("error", () => {});
    input.resume();
    return new Promise((resolve) => {
      setTimeout(() => {
        input.destroy();
        resolve();
      }, DISCARD_MS);
    });
  }

  /** Opened for each line: between questions what is typed belongs to whoever else reads the terminal. */
  line(signal: AbortSignal): Promise<string | undefined> {
    const input = this.#open();
    return new Promise((resolve) => {
      let text = "";
      const end = (line: string | undefined) => {
        signal.removeEventListener("abort", stop);
        input.destroy();
        resolve(line);
      };
      const stop = () => end(undefined);
      signal.addEventListener("abort", stop);
      if (signal.aborted) return stop();
      input.setEncoding("utf8");
      input.on("data", (chunk: string) => {
        text += chunk;
        const stops = text.indexOf("\n");
        if (stops !== -1) end(text.slice(0, stops).replace(/\r$/, ""));
        else if (text.length > MOST_LINE_UNITS) end(undefined);
      });
      input.on("end", stop);
      input.on("error", stop);
    });
  }

  close(): void {
    this.#output.destroy();
  }
}
