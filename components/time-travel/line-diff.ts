/** Two texts line by line, as few lines changed as can be found in bounded work; pure. */
export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Above so many differing lines the whole middle is shown as replaced: finding out more would take too long. */
const MOST_STEPS = 400;

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const middle = diffMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (text: string): DiffLine => ({ kind: "same", text });
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)];
}

const linesOf = (text: string): string[] => (text === "" ? [] : text.split("\n"));

/** Myers' greedy search: after d steps, the farthest place on each diagonal. */
function diffMiddle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const trace: Map<number, number>[] = [];
  let far = new Map<number, number>([[1, 0]]);
  for (let steps = 0; steps <= Math.min(MOST_STEPS, old.length + now.length); steps++) {
    trace.push(new Map(far));
    const next = new Map(far);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = startOf(far, diagonal, steps);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkBack(trace, old, now);
    }
    far = next;
  }
  return [
    ...old.map((text) => ({ kind: "removed", text }) as const),
    ...now.map((text) => ({ kind: "added", text }) as const),
  ];
}

function startOf(far: ReadonlyMap<number, number>, diagonal: number, steps: number): number {
  const [down, right] = [far.get(diagonal + 1) ?? -1, far.get(diagonal - 1) ?? -1];
  return diagonal === -steps || (diagonal !== steps && right < down) ? down : right + 1;
}

function walkBack(
  trace: readonly Map<number, number>[],
  old: readonly string[],
  now: readonly string[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [old.length, now.length];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const far = trace[steps] as Map<number, number>;
    const diagonal = x - y;
    const [down, right] = [far.get(diagonal + 1) ?? -1, far.get(diagonal - 1) ?? -1];
    const isDown = diagonal === -steps || (diagonal !== steps && right < down);
    const fromX = isDown ? down : right;
    const fromY = fromX - (isDown ? diagonal + 1 : diagonal - 1);
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0) && old[x - 1] === now[y - 1]) {
      x--;
      y--;
      lines.push({ kind: "same", text: old[x] as string });
    }
    if (steps === 0) break;
    if (isDown) y--;
    else x--;
    lines.push(
      isDown ? { kind: "added", text: now[y] as string } : { kind: "removed", text: old[x] as string },
    );
  }
  return lines.reverse();
}

/** Around what changed, so much of what did not. */
const CONTEXT = 3;
/** More is not drawn: nobody reads it in a panel. */
const MOST_LINES = 2_000;

export type FoldedLine = DiffLine | { readonly kind: "gap"; readonly count: number };

/** Long stretches that are the same, as their number of lines. */
export function folded(lines: readonly DiffLine[]): readonly FoldedLine[] {
  const isNear = new Uint8Array(lines.length);
  for (const [at, { kind }] of lines.entries()) {
    if (kind !== "same") isNear.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  }
  const shown: FoldedLine[] = [];
  for (let at = 0; at < lines.length && shown.length < MOST_LINES; at++) {
    let end = at;
    while (end < lines.length && isNear[end] === 0) end++;
    if (end > at) shown.push({ kind: "gap", count: end - at });
    const line = lines[end];
    if (line !== undefined) shown.push(line);
    at = end;
  }
  return shown;
}
