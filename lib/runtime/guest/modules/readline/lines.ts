/** The module `readline`: lines out of a stream, and questions. Without a terminal there is nothing to edit. */
import { abortError, assertString, codedError } from "../../core/errors";
import { EventEmitter } from "../events";
import { StringDecoder } from "../string-decoder";

interface Input extends EventEmitter {
  pause?(): void;
  resume?(): void;
}
interface Output {
  write(text: string): unknown;
}
interface Options {
  readonly input?: Input;
  readonly output?: Output;
  readonly prompt?: string;
  readonly signal?: Signal;
}
interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: object): void;
}
type Answer = (line: string) => void;

export class Interface extends EventEmitter {
  readonly input: Input;
  readonly output: Output | undefined;
  terminal = false;
  line = "";
  cursor = 0;
  closed = false;
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  #prompt: string;
  #endsWithReturn = false;
  #isPaused = false;
  #question: Answer | undefined;
  readonly #data = (chunk: unknown) => this.#take(this.#decoder.write(chunk));
  readonly #end = () => {
    this.#take(this.#decoder.end());
    if (this.#rest !== "") this.#tell(this.#rest);
    this.#rest = "";
    this.close();
  };

  constructor(first: Options | Input, second?: Output) {
    super();
    const options = ("on" in first ? { input: first, output: second } : first) as Options;
    if (!options.input) throw codedError(TypeError, "ERR_INVALID_ARG_TYPE", "The input stream is missing.");
    this.input = options.input;
    this.output = options.output;
    this.#prompt = options.prompt ?? "> ";
    this.input.on("data", this.#data as never);
    this.input.on("end", this.#end);
    options.signal?.addEventListener("abort", () => this.close(), { once: true });
    if (options.signal?.aborted) queueMicrotask(() => this.close());
    this.input.resume?.();
  }

  #take(text: string): void {
    if (text === "") return;
    let piece = text;
    // A line may end with two characters that come in two pieces.
    if (this.#endsWithReturn && piece.startsWith("\n")) piece = piece.slice(1);
    this.#endsWithReturn = text.endsWith("\r");
    const lines = (this.#rest + piece).split(/\r\n|\n|\r|\u2028|\u2029/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#tell(line);
  }
  #tell(line: string): void {
    const question = this.#question;
    this.#question = undefined;
    if (question) question(line);
    else this.emit("line", line);
  }

  getPrompt(): string {
    return this.#prompt;
  }
  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }
  prompt(): void {
    if (this.#isPaused) this.resume();
    this.output?.write(this.#prompt);
  }
  question(text: unknown, ...rest: unknown[]): void {
    assertString(text, "query");
    if (this.closed) throw codedError(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
    const answer = rest[rest.length - 1] as Answer;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: Signal };
    if (signal?.aborted) return;
    if (this.#question) {
      this.prompt();
      return;
    }
    this.output?.write(text);
    this.#question = answer;
    signal?.addEventListener("abort", () => {
      if (this.#question === answer) this.#question = undefined;
    });
  }
  pause(): this {
    if (this.#isPaused) return this;
    this.input.pause?.();
    this.#isPaused = true;
    this.emit("pause");
    return this;
  }
  resume(): this {
    if (!this.#isPaused) return this;
    this.input.resume?.();
    this.#isPaused = false;
    this.emit("resume");
    return this;
  }
  write(data: unknown): void {
    if (this.closed) throw codedError(Error, "ERR_USE_AFTER_CLOSE", "readline was closed");
    this.#take(String(data));
  }
  close(): void {
    if (this.closed) return;
    this.pause();
    this.input.off("data", this.#data as never);
    this.input.off("end", this.#end);
    this.closed = true;
    this.emit("close");
  }
  getCursorPos(): object {
    return { rows: 0, cols: this.cursor };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<string> {
    const lines: string[] = [];
    const waiting: ((result: IteratorResult<string>) => void)[] = [];
    this.on("line", ((line: string) => {
      const first = waiting.shift();
      if (first) first({ value: line, done: false });
      else lines.push(line);
    }) as never);
    this.on("close", () => {
      for (const each of waiting.splice(0)) each({ value: undefined, done: true });
    });
    return {
      next: async () => {
        const value = lines.shift();
        if (value !== undefined) return { value, done: false };
        if (this.closed) return { value: undefined, done: true };
        return new Promise((resolve) => waiting.push(resolve));
      },
      return: async () => {
        this.close();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

export function createInterface(first: object, second?: object): Interface {
  return new Interface(first as Options, second as Output);
}

/** With promises for answers. */
export class PromiseInterface extends Interface {
  override question(text: unknown, options: { signal?: Signal } = {}): never {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) {
        reject(abortError(signal.reason));
        return;
      }
      signal?.addEventListener("abort", () => reject(abortError(signal.reason)), { once: true });
      try {
        super.question(text, options, resolve);
      } catch (error) {
        reject(error);
      }
    }) as never;
  }
}

type Callback = () => void;
function control(code: string) {
  return (stream: Output | null | undefined, ...rest: unknown[]): boolean => {
    const callback = rest.find((each) => typeof each === "function") as Callback | undefined;
    const text = code.replace("$", () => rest.filter((each) => typeof each === "number").join(";"));
    const isWritten = stream?.write(text) !== false;
    callback?.();
    return isWritten;
  };
}

export const readlinePromises = {
  Interface: PromiseInterface,
  createInterface: (first: object, second?: object) =>
    new PromiseInterface(first as Options, second as Output),
};
export const readline = {
  Interface,
  createInterface,
  clearLine: (stream: Output, direction: number, callback?: Callback) =>
    control(direction < 0 ? "\u001b[1K" : direction > 0 ? "\u001b[0K" : "\u001b[2K")(stream, callback),
  clearScreenDown: control("\u001b[0J"),
  cursorTo: (stream: Output, x: number, y?: number | Callback, callback?: Callback) =>
    control(typeof y === "number" ? `\u001b[${y + 1};${x + 1}H` : `\u001b[${x + 1}G`)(
      stream,
      typeof y === "function" ? y : callback,
    ),
  moveCursor: (stream: Output, x: number, y: number, callback?: Callback) => {
    const right = x === 0 ? "" : `\u001b[${Math.abs(x)}${x < 0 ? "D" : "C"}`;
    const down = y === 0 ? "" : `\u001b[${Math.abs(y)}${y < 0 ? "A" : "B"}`;
    return control(right + down)(stream, callback);
  },
  emitKeypressEvents: () => {},
  promises: readlinePromises,
};
