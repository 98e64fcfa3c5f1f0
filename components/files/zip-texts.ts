/** The files of a workspace as a zip, the same bytes whenever it is made. */

import { writeZip } from "@/lib/audit/bundle/zip/write";
import { utf8 } from "@/lib/audit/bytes";
import type { Texts } from "./files";

export async function zipTexts(texts: Texts): Promise<Blob> {
  const files = Object.entries(texts).map(([name, text]) => ({ name, content: [utf8(text)] }));
  const pieces: BlobPart[] = [];
  for await (const piece of writeZip(files)) pieces.push(piece as Uint8Array<ArrayBuffer>);
  return new Blob(pieces, { type: "application/zip" });
}
