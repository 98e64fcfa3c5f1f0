/** The standard streams of the process, and the console that writes to them. Each is made when it is first looked at. */

import { Buffer } from "../buffer/buffer";
import { handle } from "../core/entry";
import { ask } from "../core/host";
import { hold } from "../core/loop";
import { makeConsole } from "../globals/console";
import { process, session, writeTo } from "./process";
import { Readable, Writable } from "./stream";

type Fields = Record<string, unknown>;
const TTY_COLUMNS = 80;
const TTY_ROWS = 24;

function makeOutput(name: "stdout" | "stderr", fd: number): Fields {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, encoding: string, done: () => void) {
      writeTo(name, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
      done();
    },
  });
  const fields: Fields = { fd, _type: "pipe", _isStdio: true };
  // Standard streams stay open: to destroy them is to do nothing.
  fields.destroySoon = stream.destroy;
  fields._destroy = (error: unknown, done: (error: unknown) => void) => done(error);
  if (session.isTty) Object.assign(fields, terminalOutput());
  return Object.assign(stream, fields) as unknown as Fields;
}

function terminalOutput(): Fields {
  return {
    _type: "tty",
    isTTY: true,
    columns: TTY_COLUMNS,
    rows: TTY_ROWS,
    getColorDepth: () => 4,
    hasColors: (count = 16) => count <= 16,
    getWindowSize: () => [TTY_COLUMNS, TTY_ROWS],
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
  };
}

function makeInput(): Fields {
  let release: (() => void) | undefined;
  let isReading = false;
  const read = (isOn: boolean) => {
    if (isReading === isOn) return;
    isReading = isOn;
    ask("process.stdin", [isOn]);
    if (isOn) release = hold();
    else release?.();
  };
  const stream = new Readable({ highWaterMark: 65536, read: () => read(true) });
  const fields = Object.assign(stream, {
    fd: 0,
    ...(session.isTty && terminalInput(stream)),
  });
  stream.on("pause", () => read(false));
  Object.assign(fields, {
    ref: () => stream,
    unref: () => {
      release?.();
      return stream;
    },
  });
  handle({
    stdin: (_, bytes) => {
      if (bytes instanceof Uint8Array) stream.push(Buffer.from(bytes));
      else {
        stream.push(null);
        release?.();
      }
    },
  });
  return fields as unknown as Fields;
}

function terminalInput(stream: object): Fields {
  return { isTTY: true, setRawMode: () => stream };
}

const makers = {
  stdout: () => makeOutput("stdout", 1),
  stderr: () => makeOutput("stderr", 2),
  stdin: makeInput,
};
const made: Partial<Record<keyof typeof makers, Fields>> = {};

export function standardStream(name: keyof typeof makers): Fields {
  const stream = made[name] ?? makers[name]();
  made[name] = stream;
  return stream;
}

/** Some are made before a session begins, by whoever lists what `process` has: those learn of the terminal here. */
export function showTerminal(): void {
  const { stdin, stdout, stderr } = made;
  for (const stream of [stdout, stderr]) if (stream) Object.assign(stream, terminalOutput());
  if (stdin) Object.assign(stdin, terminalInput(stdin));
}

export function installStreams(): void {
  for (const name of Object.keys(makers) as (keyof typeof makers)[]) {
    Object.defineProperty(process, name, {
      get: () => standardStream(name),
      enumerable: true,
      configurable: true,
    });
  }
}

interface Output {
  write(text: string): unknown;
}
export const globalConsole = makeConsole(
  { stdout: () => process.stdout as Output, stderr: () => process.stderr as Output },
  (text) => (process.emitWarning as (text: string) => void)(text),
);
