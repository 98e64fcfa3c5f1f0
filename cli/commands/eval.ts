/** `aegis eval`: decides requests, one or a stream of them, in constant memory. */

import { Decider } from "../../lib/policy/decider";
import { malformed } from "../../lib/policy/decisions";
import { requestOfWords } from "../../lib/policy/request-words";
import { loadSqlAnalyser } from "../../lib/policy/sql-on-demand";
import type { Decision, Verdict } from "../../lib/policy/types";
import { type Invocation, type Run, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import type { Io } from "../io/io";
import { printable } from "../io/printable";
import { STDIN } from "../io/read-input";
import { answerOf } from "../requests/answer";
import { type Line, linesOf } from "../requests/lines";
import { openRequests } from "../requests/open-requests";
import { openSpec } from "../spec-file";

export const run: Run = async (invocation, io) => {
  const [path = "", ...words] = invocation.positionals;
  const request = words.length === 0 ? null : inWords(words, textOf(invocation, "cwd"));
  const from = textOf(invocation, "requests") ?? STDIN;
  const stream = request === null ? await openRequests(from, path === STDIN, io, MISSING) : null;
  checkOptions(invocation, request !== null);
  const { program } = await openSpec(path, io);
  const decider = new Decider(program, { independent: invocation.options.independent === true });
  const gate = new Gate(textOf(invocation, "fail-on"));
  if (stream === null) {
    if (decider.mustPrepare(request)) await decider.prepare(loadSqlAnalyser);
    await io.out.write(answer(request, decider, gate));
  } else await answerAll(stream, decider, gate, io);
  return gate.failed ? EXIT_FINDINGS : EXIT_OK;
};

const MISSING = {
  taken: "Standard input holds the spec; give the requests with --requests FILE.",
  terminal:
    "There is no request: write one after the spec, such as fs.read /etc/passwd, or pipe lines of JSON.",
};

function inWords(words: readonly string[], cwd: string | undefined): object {
  const read = requestOfWords(words, cwd);
  if (!read.ok) throw new UsageError(printable(read.why));
  return read.request;
}

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
      if (decider.mustPrepare(request)) await decider.prepare(loadSqlAnalyser);
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
