/**
 * A zip as files that somebody brings. The reader believes a zip nothing that it does not say twice in the same way, and
 * never unpacks more than it says; here its count and its sizes are held to what a workspace takes, before anything is
 * unpacked. The attack: a small zip that unpacks to more than there is memory for.
 */

import { type Archive, type ArchivedFile, bytesAsAccess } from "@/lib/audit/bundle/archive";
import { openZip } from "@/lib/audit/bundle/zip/read";
import { joinBytes } from "@/lib/audit/bytes";
import { FILES, TOTAL_BYTES } from "@/lib/workspace/limits";
import { type Incoming, sizeText } from "./incoming";

const ZIP_BYTES = 32 * 1024 * 1024;

export type Unzipped =
  | { readonly ok: true; readonly files: readonly Incoming[] }
  | { readonly ok: false; readonly why: string };

export async function unzip(zip: Blob): Promise<Unzipped> {
  if (zip.size > ZIP_BYTES) return refused(`The zip is larger than ${sizeText(ZIP_BYTES)}.`);
  const opened = await openZip(bytesAsAccess(new Uint8Array(await zip.arrayBuffer())));
  if (!opened.ok) return refused(opened.why);
  const archive = opened.value;
  const files = archive.files.filter(({ name }) => !name.endsWith("/"));
  if (files.length > FILES)
    return refused(`The zip has ${files.length} files; a workspace has at most ${FILES}.`);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > TOTAL_BYTES) {
    const most = sizeText(TOTAL_BYTES);
    return refused(`The zip unpacks to ${sizeText(total)}; at most ${most} are taken at once.`);
  }
  return { ok: true, files: files.map((file) => incomingOf(archive, file)) };
}

function incomingOf(archive: Archive, file: ArchivedFile): Incoming {
  const read = async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.read(file)) pieces.push(piece);
    return joinBytes(pieces);
  };
  return { path: file.name, size: file.size, read };
}

const refused = (why: string): Unzipped => ({ ok: false, why });
