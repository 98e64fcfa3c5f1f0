/** A file on its way to another place among the open files, from the row of a group or from the tree. */
import type { Landing } from "../files/groups";
import { Held } from "../ui/held";
import { isSameLanding } from "./landing";

export interface Dragged {
  readonly path: string;
  /** The group whose tab it is; none for a file of the tree. */
  readonly from?: number;
}

export interface TabMoves {
  /** Whether anything would be otherwise. */
  readonly wouldLand: (dragged: Dragged, to: Landing) => boolean;
  readonly land: (dragged: Dragged, to: Landing) => void;
}

export class TabDrag {
  readonly dragged = new Held<Dragged | null>(null);
  /** Where it would land now. */
  readonly landing = new Held<Landing | null>(null);
  readonly #moves: () => TabMoves;

  constructor(moves: () => TabMoves) {
    this.#moves = moves;
  }

  begin = (dragged: Dragged): void => this.dragged.set(dragged);

  /** Over a place, or over none. */
  over = (to: Landing | null): void => {
    const dragged = this.dragged.value;
    const next = dragged !== null && to !== null && this.#moves().wouldLand(dragged, to) ? to : null;
    if (!isSameLanding(next, this.landing.value)) this.landing.set(next);
  };

  drop = (): void => {
    const [dragged, to] = [this.dragged.value, this.landing.value];
    this.end();
    if (dragged !== null && to !== null) this.#moves().land(dragged, to);
  };

  /** Also where it was let go elsewhere, or taken back. */
  end = (): void => {
    this.dragged.set(null);
    this.landing.set(null);
  };
}
