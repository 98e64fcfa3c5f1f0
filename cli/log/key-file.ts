/** A key from a file: PEM, as the journal keeps it beside a log, or the text of Go's note package. */
import { equalBytes, fromBase64, fromUtf8 } from "../../lib/audit/bytes";
import {
  fromPkcs8,
  noteSigner,
  parsePrivateKey,
  parseVkey,
  SIGNATURE_TYPE,
  type Signer,
} from "../../lib/audit/note";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { readInput } from "../io/read-input";

const MOST_BYTES = 4_096;
const PEM = /^-----BEGIN PRIVATE KEY-----\s+([0-9A-Za-z+/=]+)\s+-----END PRIVATE KEY-----$/;

/** No message of this repeats what is in the file: it is a key. */
export async function readSigner(path: string, vkey: string | undefined, io: ProcessIo): Promise<Signer> {
  const text = (fromUtf8(await readInput(path, io, MOST_BYTES)) ?? "").trim();
  const named = vkey === undefined ? undefined : parseVkey(vkey);
  const signer = text.startsWith("PRIVATE+KEY+")
    ? ofText(text)
    : ofPem(text, named?.ok ? named.value.name : undefined);
  if (signer === undefined) throw new UsageError(`${printable(path)} is no key that can sign here.`);
  // A checkpoint by another key than the one that the session named would be refused by everybody.
  if (
    named?.ok &&
    !(signer.name === named.value.name && equalBytes(signer.vkey.publicKey, named.value.publicKey))
  )
    throw new UsageError(`${printable(path)} is not the key of this session.`);
  return signer;
}

function ofText(text: string) {
  const read = parsePrivateKey(text);
  return read.ok && read.value.type === SIGNATURE_TYPE.ed25519
    ? noteSigner(read.value.name, read.value.key)
    : undefined;
}

/** Has no name: it signs in that of the session that names it. */
function ofPem(text: string, name: string | undefined) {
  const [, base64 = ""] = PEM.exec(text) ?? [];
  const key = fromPkcs8(fromBase64(base64) ?? new Uint8Array(0));
  return key.ok && name !== undefined ? noteSigner(name, key.value) : undefined;
}
