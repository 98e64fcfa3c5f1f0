/** `aegis suggest`: what a spec lacks for a recorded run, or with --shrink what it has too much. */
import type { LinkOptions } from "../../lib/policy/engine";
import { linkOptionsFor } from "../../lib/policy/sql-on-demand";
import { shrink, suggest } from "../../lib/policy/suggest";
import type { PolicyRequest } from "../../lib/policy/types";
import { formatOf, type Run } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK } from "../failure";
import type { Io } from "../io/io";
import { nameOf, STDIN } from "../io/read-input";
import { jsonText } from "../report/json";
import { unifiedDiff } from "../report/unified";
import { openRequests } from "../requests/open-requests";
import { recordedRequests } from "../requests/recorded";
import { openSpec, type SpecFile } from "../spec-file";
import {
  additionNotes,
  jsonAdditions,
  jsonShrinking,
  type Proposal,
  shrinkingNotes,
} from "../suggest/report";

const MISSING = {
  taken: "Standard input holds the spec; give the requests as a file: aegis suggest - REQUESTS.",
  terminal: "There are no requests: name a file of them after the spec, or pipe lines of JSON.",
};

export const run: Run = async (invocation, io) => {
  const [path = "", from = STDIN] = invocation.positionals;
  const stream = await openRequests(from, path === STDIN, io, MISSING);
  const file = await openSpec(path, io);
  const requests = await recordedRequests(stream, nameOf(from));
  const options = await linkOptionsFor(requests);
  const propose = invocation.options.shrink === true ? shrinking : additions;
  const proposal = propose(file, requests, options);
  const isWrite = invocation.options.write === true;
  if (isWrite && path !== STDIN && proposal.edits.length > 0) {
    await io.files.replace(path, proposal.text);
  }
  if (formatOf(invocation) === "json") await io.out.write(jsonText(jsonOf(proposal, file, isWrite)));
  else await writeText(proposal, file, { isWrite, isPiped: path === STDIN }, io);
  const isOpen = proposal.refused > 0 || (proposal.edits.length > 0 && !isWrite);
  return isOpen ? EXIT_FINDINGS : EXIT_OK;
};

function additions(file: SpecFile, requests: readonly PolicyRequest[], options: LinkOptions): Proposal {
  const suggestion = suggest(file.source.text, requests, options);
  const { edits, text, refused } = suggestion;
  return {
    edits,
    text,
    refused: refused.length,
    json: jsonAdditions(suggestion, file),
    notes: (style) => additionNotes(suggestion, requests.length, style),
  };
}

function shrinking(file: SpecFile, requests: readonly PolicyRequest[], options: LinkOptions): Proposal {
  const result = shrink(file.source.text, requests, options);
  const { edits, text } = result;
  return {
    edits,
    text,
    refused: 0,
    json: jsonShrinking(result),
    notes: (style) => shrinkingNotes(result, requests.length, style),
  };
}

function jsonOf({ edits, json, refused }: Proposal, { name }: SpecFile, isWritten: boolean) {
  return { ok: edits.length === 0 && refused === 0, file: name, written: isWritten, edits, ...json };
}

async function writeText(
  proposal: Proposal,
  { name, source }: SpecFile,
  how: { readonly isWrite: boolean; readonly isPiped: boolean },
  io: Io,
): Promise<void> {
  const { edits, text, notes } = proposal;
  // Written in place, there is nothing to apply any more; what was changed is told.
  if (how.isWrite && how.isPiped) await io.out.write(text);
  else if (!how.isWrite) await io.out.write(unifiedDiff(name, source.text, edits, io.style));
  await io.err.write(notes(io.errStyle));
}
