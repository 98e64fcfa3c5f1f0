/** Between bytes and the two kinds of text of the shell's library: real text, and text in which each unit is a byte. */
import type { ExecResult } from "./library";

const CHUNK = 8192;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

export function unitsOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return text;
}

export function bytesOfUnits(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export const bytesOfText = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => lenient.decode(bytes);

export function outputOf({ stdout, stdoutKind, stdoutEncoding }: ExecResult): Uint8Array {
  if (stdoutKind === "bytes" || stdoutEncoding === "binary") return bytesOfUnits(stdout);
  return stdoutKind === "text" ? bytesOfText(stdout) : unlabelled(stdout);
}

/** Output that came by way of an error (`exit` in the middle) has lost its label: bytes, if they are such of a text. */
function unlabelled(text: string): Uint8Array {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return bytesOfText(text);
  const bytes = bytesOfUnits(text);
  try {
    strict.decode(bytes);
    return bytes;
  } catch {
    return bytesOfText(text);
  }
}
