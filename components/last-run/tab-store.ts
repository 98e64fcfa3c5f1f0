/**
 * The last run with all that was to be seen of it, for as long as its tab is open: a page that is loaded anew shows it again. The browser
 * itself forgets it with the tab, so that nothing of an agent's output stays behind that nobody chose to keep.
 */
import { fromBase64, toBase64 } from "@/lib/audit/bytes";
import type { WholeRun } from "./whole-run";

const KEY = "aegis.last-run";
/** Of 5 million characters that a tab may have. What is more goes with the page. */
export const MOST_CHARACTERS = 3_000_000;

export function keepInTab(whole: WholeRun): void {
  try {
    sessionStorage.removeItem(KEY);
    const text = isTooMuch(whole) ? undefined : asText(whole);
    if (text !== undefined && text.length <= MOST_CHARACTERS) sessionStorage.setItem(KEY, text);
  } catch {
    // A browser that keeps nothing, or has no room: then there is the log.
  }
}

export function forgetInTab(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** Of this session, and of no other. */
export function keptInTab(sid: string): WholeRun | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    const whole = text === null ? undefined : ofText(text);
    return whole?.sid === sid ? whole : undefined;
  } catch {
    return undefined;
  }
}

/** Before it is made a text of, which would hold up the page for what is not kept. */
function isTooMuch({ files, made }: WholeRun): boolean {
  const inFiles = files.changes.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  const recorded =
    made?.recorded.kind === "kept" ? made.recorded.tape.length + made.recorded.lines.length : 0;
  return (inFiles + recorded) * BASE64 > MOST_CHARACTERS;
}

const BASE64 = 4 / 3;

/** Bytes become a list of one text: nothing else in a run is one, whatever its files are called and hold. */
export function asText(whole: WholeRun): string {
  return JSON.stringify(whole, (_, value: unknown) =>
    value instanceof Uint8Array ? [toBase64(value)] : value,
  );
}

export function ofText(text: string): WholeRun {
  return JSON.parse(text, (_, value: unknown) => {
    if (!Array.isArray(value) || value.length !== 1 || typeof value[0] !== "string") return value;
    return fromBase64(value[0]) ?? value;
  }) as WholeRun;
}
