import "server-only";
import { fromUtf8, toBase64, utf8 } from "@/lib/audit/bytes";
import { parseNote, readDecimal, type VerifierKey, verifierOf, writeNote } from "@/lib/audit/note";
import type { Http } from "@/lib/runtime/calls/network";
import { AnswerTooLong, limitedHttp } from "@/lib/runtime/node/http/http";

const LIMIT_MS = 10_000;
const MAX_ANSWER_BYTES = 65_536;

/** The way out to witnesses. Anybody can be one, and many at once: none gets to fill the memory of this server. */
export const witnessHttp: Http = limitedHttp(MAX_ANSWER_BYTES);

export interface Asked {
  /** Up to where the witness is thought to have seen the log, and the proof that the checkpoint extends it. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint. */
  readonly note: string;
}
export type Answered =
  /** The signature line, with its LF; it verifies. */
  | { readonly kind: "signed"; readonly line: string }
  /** The witness has seen the log up to another size. */
  | { readonly kind: "conflict"; readonly size: number }
  | { readonly kind: "refused"; readonly why: string };

/** One `add-checkpoint` of C2SP tlog-witness. Whatever comes back is anybody's bytes until the signature has verified. */
export async function addCheckpoint(
  http: Http,
  witness: { readonly url: string; readonly vkey: VerifierKey },
  { old, proof, note }: Asked,
  signal: AbortSignal,
): Promise<Answered> {
  const body = utf8(`old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`);
  const headers = [["content-type", "text/plain; charset=utf-8"]] as const;
  const request = { method: "POST", url: `${witness.url}/add-checkpoint`, headers, body };
  let response: Awaited<ReturnType<Http>>;
  try {
    response = await http(request, AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AnswerTooLong) return refused("Its answer is too long.");
    return refused(`It could not be reached (${nameOf(error)}).`);
  }
  const text = fromUtf8(response.body);
  if (text === undefined) return refused("It answered with something that is no text.");
  if (response.status === 200) return readCosignatures(text, note, witness.vkey);
  const size = response.status === 409 ? readDecimal(text.replace(/\n$/, "")) : undefined;
  return size === undefined ? refused(reasonOf(response.status)) : { kind: "conflict", size };
}

async function readCosignatures(body: string, note: string, vkey: VerifierKey): Promise<Answered> {
  const sent = parseNote(utf8(note));
  const read = sent.ok ? parseNote(utf8(`${sent.value.text}\n${body}`)) : sent;
  // A body with a blank line of its own would end the text somewhere else.
  if (!sent.ok || !read.ok || read.value.text !== sent.value.text)
    return refused("Its answer is no cosignature.");
  const { text, signatures } = read.value;
  const own = signatures.find(({ name, keyId }) => name === vkey.name && keyId === vkey.keyId);
  if (!own) return refused("Its answer is signed by another key than the one that is known.");
  if (!(await verifierOf(vkey).verify(utf8(text), own.payload)))
    return refused("Its cosignature does not verify.");
  return { kind: "signed", line: writeNote({ text, signatures: [own] }).slice(text.length + 1) };
}

const REASONS: Readonly<Record<number, string>> = {
  400: "It could not read what was sent.",
  403: "It does not know the key of this log, or the signature did not verify for it.",
  404: "It does not know this log.",
  409: "It has seen another log of this size.",
  422: "It found that the log does not extend what it has seen.",
};

function reasonOf(status: number): string {
  return REASONS[status] ?? `It answered with ${status}.`;
}

function refused(why: string): Answered {
  return { kind: "refused", why };
}

/** A code at most: what an error says in words can hold what the other side sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error ? String(error.code) : error.name;
}
