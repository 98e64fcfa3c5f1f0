/** Text to bytes and back. Reading is strict: what is not UTF-8 is no text, and nothing is replaced or dropped. */
const ENCODER = new TextEncoder();
/** A byte order mark is kept: dropping it would make two different byte strings the same text. */
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A lone surrogate becomes U+FFFD, as everywhere on the platform; writers of records refuse it before. */
export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}
