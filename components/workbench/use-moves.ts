import { useState } from "react";
import { hasFile } from "../files/files";
import { type Group, type Landing, landFile } from "../files/groups";
import type { Files } from "../files/use-files";
import { sayPlace } from "../open-files/say-place";
import type { Dragged } from "../open-files/tab-drag";
import type { usePlace } from "./use-place";

interface MovesOf {
  readonly files: Files;
  readonly place: ReturnType<typeof usePlace>;
  /** All tabs are in one row, whose places are none of a group. */
  readonly isOneRow: boolean;
}

/** Open files to other places, by hand or by key; `said` is for who does not see it. */
export function useMoves({ files, place, isOneRow }: MovesOf) {
  const { groups } = files.state;
  const [said, say] = useState("");
  const wouldLand = ({ path, from }: Dragged, to: Landing) =>
    !isOneRow && hasFile(files.state, path) && landFile(groups, path, to, from) !== groups;
  const land = (dragged: Dragged, to: Landing) => {
    if (!wouldLand(dragged, to)) return;
    const { path, from } = dragged;
    const own = groups.all.find(({ id }) => id === from);
    if (own === undefined || "side" in to || to.group !== from) {
      // It is on show there, and who was in it goes on where they were.
      const at = own?.active === path ? place.portOf(own.id).selection.value : null;
      place.arrive({ path, at });
    }
    files.dispatch({ type: "land", path, to, ...(from !== undefined && { from }) });
    say(sayPlace(landFile(groups, path, to, from), path, to));
  };
  return {
    said,
    wouldLand,
    land,
    mayShift: (group: Group, path: string, by: -1 | 1) =>
      wouldLand({ path, from: group.id }, besideOf(group, path, by)),
    shift: (group: Group, path: string, by: -1 | 1) =>
      land({ path, from: group.id }, besideOf(group, path, by)),
  };
}

/** One place further along its row: before the tab that is left of it, or behind the one that is right of it. */
const besideOf = ({ id, open }: Group, path: string, by: -1 | 1): Landing => ({
  group: id,
  at: open.indexOf(path) + (by < 0 ? -1 : 2),
});
