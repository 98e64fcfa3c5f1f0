/** The files of a workspace as a zip, the same bytes whenever it is made. */

import { writeZip } from "@/lib/audit/bundle/zip/write";
import { utf8 } from "@/lib/audit/bytes";
import type { Texts } from "./files";

/** After so many the page draws and listens in between. */
const AT_ONCE = 20;

export async function zipTexts(texts: Texts): Promise<Blob> {
  const pieces: BlobPart[] = [];
  for await (const piece of writeZip(inTurns(texts))) pieces.push(piece as Uint8Array<ArrayBuffer>);
  return new Blob(pieces, { type: "application/zip" });
}

async function* inTurns(texts: Texts) {
  let count = 0;
  for (const [name, text] of Object.entries(texts)) {
    if (++count % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    yield { name, content: [utf8(text)] };
  }
}
