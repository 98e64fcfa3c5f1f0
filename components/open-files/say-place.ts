import { focusedGroup, type Groups, type Landing } from "../files/groups";

/** Where a file is now that landed there, for who does not see it. */
export function sayPlace(groups: Groups, path: string, to: Landing): string {
  const at = "group" in to ? groups.all.findIndex(({ id }) => id === to.group) : -1;
  const { id, open } = groups.all[at] ?? focusedGroup(groups);
  const half = groups.all.length < 2 ? "" : `, in the ${id === groups.all[0]?.id ? "left" : "right"} half`;
  return `${path} is open file ${open.indexOf(path) + 1} of ${open.length}${half}.`;
}
