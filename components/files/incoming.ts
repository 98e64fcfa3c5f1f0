/**
 * Files that somebody brings: uploaded, dropped, out of a folder or a zip. What does not fit is left out with a reason
 * in words; names are confined to the workspace by the same rules as typed ones.
 */
import { fromUtf8 } from "@/lib/audit/bytes";
import { FILE_BYTES, FILES, TOTAL_BYTES } from "@/lib/workspace/limits";
import { normalName } from "@/lib/workspace/path";
import type { Texts } from "./files";
import { joinPath } from "./many-files";
import { faultOfPath } from "./path-fault";

export interface Incoming {
  readonly path: string;
  readonly size: number;
  /** Read only where its size fits. */
  read(): Promise<Uint8Array>;
}

export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

export interface TakenIn {
  readonly texts: Texts;
  readonly leftOut: readonly LeftOut[];
}

/** What tools and systems put beside files. */
const NOISE = /(^|\/)(__MACOSX|\.git)\/|(^|\/)(\.DS_Store|Thumbs\.db)$/;

/** `existing` may be replaced by files of the same name; never a folder by a file or a file by a folder. */
export async function takeIn(
  incoming: readonly Incoming[],
  existing: readonly string[],
  folder = "",
): Promise<TakenIn> {
  const texts = new Map<string, string>();
  const leftOut: LeftOut[] = [];
  const paths = new Set(existing);
  let total = 0;
  for (const file of incoming) {
    if (NOISE.test(file.path)) continue;
    // Some systems write é as two characters, and everybody else as one.
    const path = normalName(joinPath(folder, file.path));
    const fault = texts.has(path)
      ? "it is there twice"
      : (faultOf(path, file.size, paths) ?? (total + file.size > TOTAL_BYTES ? tooMuch() : null));
    const text = fault === null ? await textOf(file) : { fault };
    if (typeof text !== "string") {
      leftOut.push({ path, why: text.fault });
      continue;
    }
    total += file.size;
    texts.set(path, text);
    paths.add(path);
  }
  return { texts: Object.fromEntries(texts), leftOut };
}

function faultOf(path: string, size: number, paths: ReadonlySet<string>): string | null {
  if (size > FILE_BYTES) return `it is larger than ${sizeText(FILE_BYTES)}`;
  if (!paths.has(path) && paths.size >= FILES) return `a workspace has at most ${FILES} files`;
  const others = [...paths].filter((other) => other !== path);
  const fault = faultOfPath(path, others);
  return fault === null ? null : fault.charAt(0).toLowerCase() + fault.slice(1).replace(/\.$/, "");
}

const tooMuch = () => `at most ${sizeText(TOTAL_BYTES)} are taken at once`;

async function textOf(file: Incoming): Promise<string | { fault: string }> {
  try {
    const bytes = await file.read();
    const text = bytes.length > FILE_BYTES || bytes.includes(0) ? undefined : fromUtf8(bytes);
    return text ?? { fault: `it is not text (${sizeText(bytes.length)})` };
  } catch (error) {
    return { fault: error instanceof Error && error.message !== "" ? error.message : "it could not be read" };
  }
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

const NAMED = 3;

/** For the person who brought them: how many came, and which did not. */
export function summaryOf(
  { texts, leftOut }: TakenIn,
  existing: readonly string[],
): { readonly text: string; readonly detail?: string } {
  const names = Object.keys(texts);
  const replaced = names.filter((path) => existing.includes(path)).length;
  const parts = [
    `${count(names.length - replaced)} added`,
    ...(replaced > 0 ? [`${count(replaced)} replaced`] : []),
    ...(leftOut.length > 0 ? [`${count(leftOut.length)} left out`] : []),
  ];
  if (leftOut.length === 0) return { text: parts.join(", ") };
  const named = leftOut.slice(0, NAMED).map(({ path, why }) => `${path}: ${why}.`);
  const more = leftOut.length > NAMED ? [`And ${leftOut.length - NAMED} more.`] : [];
  return { text: parts.join(", "), detail: [...named, ...more].join(" ") };
}

const count = (files: number): string => (files === 1 ? "1 file" : `${files} files`);
