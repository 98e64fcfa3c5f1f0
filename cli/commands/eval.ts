/** `aegis eval`: decides requests, one or a stream of them, in constant memory. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { malformed } from "../../lib/policy/decisions";
import type { Decision, Verdict } from "../../lib/policy/types";
import { type Invocation, type Run, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { STDIN, unreadable } from "../io/read-input";
import { answerOf } from "../requests/answer";
import { Decider } from "../requests/decider";
import { type Line, linesOf } from "../requests/lines";
import { requestOfWords } from "../requests/words";
import { openSpec } from "../spec-file";

export const run: Run = async (invocation, io) => {
  const [path = "", ...words] = invocation.positionals;
  const request = words.length === 0 ? null : requestOfWords(words, textOf(invocation, "cwd"));
  const stream = request === null ? await openRequests(invocation, path, io) : null;
  checkOptions(invocation, request !== null);
  const { program } = await openSpec(path, io);
  const decider = new Decider(program, { independent: invocation.options.independent === true });
  const gate = new Gate(textOf(invocation, "fail-on"));
  if (stream === null) {
    if (decider.mustPrepare(request)) await decider.prepare();
    await io.out.write(answer(request, decider, gate));
  } else await answerAll(readable(stream), decider, gate, io);
  return gate.failed ? EXIT_FINDINGS : EXIT_OK;
};

/** Remembers whether a verdict was as bad as the command was told to fail on. */
class Gate {
  failed = false;
  private readonly verdicts: ReadonlySet<Verdict>;

  constructor(word: string | undefined) {
    this.verdicts = new Set(word === undefined ? [] : word === "deny" ? ["deny"] : ["deny", "approve"]);
  }

  see({ verdict }: Decision): void {
    if (this.verdicts.has(verdict)) this.failed = true;
  }
}

function checkOptions(invocation: Invocation, inWords: boolean): void {
  const { requests, cwd } = invocation.options;
  if (inWords && requests !== undefined) {
    throw new UsageError("A request in words and --requests exclude each other; leave one out.");
  }
  if (!inWords && cwd !== undefined) {
    throw new UsageError('--cwd is for a request in words; in JSON write "cwd" into the request.');
  }
}

async function openRequests(invocation: Invocation, spec: string, io: Io): Promise<AsyncIterable<unknown>> {
  const path = textOf(invocation, "requests") ?? STDIN;
  if (path === STDIN) {
    if (spec === STDIN) {
      throw new UsageError("Standard input holds the spec; give the requests with --requests FILE.");
    }
    if (io.stdin.isTTY === true) {
      throw new UsageError(
        "There is no request: write one after the spec, such as fs.read /etc/passwd, or pipe lines of JSON.",
      );
    }
    return io.stdin;
  }
  const target = resolve(io.cwd, path);
  try {
    if ((await stat(target)).isDirectory()) {
      throw new UsageError(`${printable(path)} is a folder; name a file with one request a line.`);
    }
    const stream = createReadStream(target, { highWaterMark: 262_144 });
    await new Promise((done, fail) => stream.once("open", done).once("error", fail));
    return stream;
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/** A disk that fails or a folder as standard input shows only while reading. */
async function* readable(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (thrown) {
    throw unreadable("The stream of requests", thrown);
  }
}

/** What is written at once; a reader that is slower than that is waited for. */
const BATCH_UNITS = 65_536;

async function answerAll(
  stream: AsyncIterable<unknown>,
  decider: Decider,
  gate: Gate,
  io: Io,
): Promise<void> {
  for await (const lines of linesOf(stream)) {
    let text = "";
    for (const line of lines) {
      const request = parse(line);
      if (decider.mustPrepare(request)) await decider.prepare();
      text += answer(request, decider, gate);
      if (text.length < BATCH_UNITS) continue;
      await io.out.write(text);
      text = "";
      if (io.out.closed) return;
    }
    await io.out.write(text);
    if (io.out.closed) return;
  }
}

function answer(request: unknown, decider: Decider, gate: Gate): string {
  const decision = request instanceof NoRequest ? malformed(request.why) : decider.decide(request);
  gate.see(decision);
  return answerOf(request instanceof NoRequest ? null : request, decision);
}

/** A line that is no request, and why. */
class NoRequest {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function parse(line: Line): unknown {
  if (typeof line !== "string") {
    return new NoRequest(
      line.fault === "too-long" ? "its line is longer than 8 MiB" : "its line is not UTF-8 text",
    );
  }
  try {
    return JSON.parse(line);
  } catch {
    return new NoRequest("its line is not JSON");
  }
}
