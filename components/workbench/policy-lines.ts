import type { LineCounts } from "../run/trace";
import type { Selection } from "./place";

/** A whole line of a text. */
export function wholeLine(text: string, line: number): Selection {
  const length = text.split("\n")[line - 1]?.length ?? 0;
  return { line, column: 1, endLine: line, endColumn: length + 1 };
}

/** The newest record that one of these lines decided. */
export function lastDecided(
  lines: ReadonlyMap<number, Pick<LineCounts, "last">>,
  from: number,
  to: number,
): number | undefined {
  let newest: number | undefined;
  for (let line = from; line <= to; line++) {
    const last = lines.get(line)?.last.at(-1);
    if (last !== undefined && (newest === undefined || last > newest)) newest = last;
  }
  return newest;
}
