/** Where a file would land that is dragged over a row of tabs, or over the text below it. */
import type { Landing } from "../files/groups";

/** Of the width of an editor that is not split: who lets go there splits it. */
const SIDE = 1 / 3;

/** Before the tab whose middle is right of the point; behind them all where none is. */
export function placeAt(x: number, tabs: readonly Pick<DOMRect, "left" | "right">[]): number {
  const at = tabs.findIndex(({ left, right }) => x < (left + right) / 2);
  return at < 0 ? tabs.length : at;
}

/** Over the text of a group, `share` of its width from the left. */
export function landingOver(group: number, isSplit: boolean, share: number): Landing {
  if (!isSplit && share < SIDE) return { side: "left" };
  if (!isSplit && share > 1 - SIDE) return { side: "right" };
  return { group };
}

export function isSameLanding(one: Landing | null, other: Landing | null): boolean {
  if (one === null || other === null) return one === other;
  if ("side" in one || "side" in other) return "side" in one && "side" in other && one.side === other.side;
  return one.group === other.group && one.at === other.at;
}
