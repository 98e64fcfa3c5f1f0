/**
 * Which of the files here can be on the server, under which name, and why the others stay here. An agent may leave a file of any name and
 * size. A name in another spelling of the same letters is sent in the usual one; whatever comes back under it is the file here.
 */
import { utf8 } from "@/lib/audit/bytes";
import { FILE_BYTES } from "@/lib/workspace/limits";
import { faultOfName, normalName } from "@/lib/workspace/path";
import type { Texts } from "../files/files";

export interface StaysHere {
  readonly path: string;
  /** A sentence. */
  readonly why: string;
}

export interface Sendable {
  /** By the name that the server has. */
  readonly texts: Texts;
  /** The name here, where it is another one. */
  readonly here: ReadonlyMap<string, string>;
  readonly stays: readonly StaysHere[];
}

export function sendable(all: Texts): Sendable {
  const texts = new Map<string, string>();
  const here = new Map<string, string>();
  const stays: StaysHere[] = [];
  for (const [path, text] of Object.entries(all)) {
    const name = normalName(path);
    const why = faultOf(path, name, text, all);
    if (why !== null) {
      stays.push({ path, why });
      continue;
    }
    texts.set(name, text);
    if (name !== path) here.set(name, path);
  }
  return { texts: Object.fromEntries(texts), here, stays };
}

function faultOf(path: string, name: string, text: string, all: Texts): string | null {
  const fault = faultOfName(name);
  if (fault !== null) return fault;
  // Of two that are one to whoever reads them, the one in the usual spelling goes; without it, the first.
  const isTaken = () => Object.keys(all).find((other) => normalName(other) === name) !== path;
  if (name !== path && (Object.hasOwn(all, name) || isTaken()))
    return "Another file has the same name in another spelling of its letters.";
  if (!text.isWellFormed()) return "Its text is not well-formed Unicode.";
  // No letter has less than a byte, and none more than three for each of its units.
  if (text.length > FILE_BYTES || (text.length * 3 > FILE_BYTES && utf8(text).length > FILE_BYTES))
    return `It is larger than ${FILE_BYTES / 1024} KB.`;
  return null;
}
