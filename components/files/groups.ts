/**
 * Which files are open, and where: in one group of tabs, or in two side by side. Always true of them: a file is open
 * once in a group, what a group shows is open in it, and no group is empty but the only one.
 */
export interface Group {
  /** Its own for as long as it is there, whatever becomes of the other: its editor is found by it. */
  readonly id: number;
  readonly open: readonly string[];
  /** On show; null where nothing is open. */
  readonly active: string | null;
}

export interface Groups {
  /** From the left. */
  readonly all: readonly Group[];
  /** The id of the one that somebody works in. */
  readonly focused: number;
}

/** What is done to the groups alone, whatever the files are. */
export type GroupsAction =
  /** Where no group is said, everywhere. */
  | { readonly type: "close"; readonly path: string; readonly group?: number }
  | { readonly type: "focus"; readonly group: number }
  | { readonly type: "split" }
  | { readonly type: "join" }
  /** A tab of the group `from`, or where none is said any file, to a place of its own. */
  | { readonly type: "land"; readonly path: string; readonly to: Landing; readonly from?: number };

/** A place for a tab. */
export type Landing =
  /** Before the tab that stands there now; where no place is said, where it is, else last. */
  | { readonly group: number; readonly at?: number }
  /** In a group of its own, beside the only one. */
  | { readonly side: "left" | "right" };

type Tabs = Omit<Group, "id">;

const MOST = 2;
const IDS = Array.from({ length: MOST }, (_, id) => id);

export function oneGroup(path: string | null): Groups {
  return { all: [{ id: 0, open: path === null ? [] : [path], active: path }], focused: 0 };
}

export function groupsReducer(groups: Groups, action: GroupsAction): Groups {
  switch (action.type) {
    case "close":
      return closeFile(groups, action.path, action.group);
    case "focus":
      return focusGroup(groups, action.group);
    case "split":
      return splitGroups(groups);
    case "join":
      return joinGroups(groups);
    case "land":
      return landFile(groups, action.path, action.to, action.from);
  }
}

/** From what was kept; `focused` is a place in the list. */
export function groupsOf(kept: readonly Tabs[], focused: number): Groups {
  return onlyThere({ all: kept.slice(0, MOST).map((tabs, id) => ({ ...tabs, id })), focused }, () => true);
}

/** Without the files that are gone. */
export function onlyThere({ all, focused }: Groups, exists: (path: string) => boolean): Groups {
  const left = all.map(({ id, open, active }): Group => {
    const there = [...new Set(open)].filter(exists);
    return { id, open: there, active: there.find((path) => path === active) ?? there[0] ?? null };
  });
  return withoutEmpty(left, focused);
}

export function focusedGroup({ all, focused }: Groups): Group {
  const group = all.find(({ id }) => id === focused);
  if (group === undefined) throw new Error("No group is focused");
  return group;
}

export function otherGroup({ all, focused }: Groups): Group | undefined {
  return all.find(({ id }) => id !== focused);
}

export function openPaths({ all }: Groups): readonly string[] {
  return [...new Set(all.flatMap(({ open }) => open))];
}

export function focusGroup(groups: Groups, id: number): Groups {
  return groups.focused === id || !has(groups, id) ? groups : { ...groups, focused: id };
}

export function showFile(groups: Groups, path: string, id = groups.focused): Groups {
  if (!has(groups, id)) return groups;
  const all = groups.all.map((group) => {
    if (group.id !== id) return group;
    return { id, open: group.open.includes(path) ? group.open : [...group.open, path], active: path };
  });
  return { all, focused: id };
}

/** Where somebody looks who is brought to a place in a file: where it is in front, else where it is open. */
export function groupFor(groups: Groups, path: string): number {
  const nearest = [focusedGroup(groups), ...groups.all];
  const front = nearest.find(({ active }) => active === path);
  return (front ?? nearest.find(({ open }) => open.includes(path)))?.id ?? groups.focused;
}

/** In one group, or wherever it is open. Its neighbour is shown; a group that has nothing left goes. */
export function closeFile(groups: Groups, path: string, from?: number): Groups {
  const { all, focused } = groups;
  const left = all.map((group) => (from === undefined || group.id === from ? without(group, path) : group));
  return left.every((group, at) => group === all[at]) ? groups : withoutEmpty(left, focused);
}

function withoutEmpty(all: readonly Group[], focused: number): Groups {
  const [first, ...more] = all.filter(({ open }) => open.length > 0);
  if (first === undefined) return oneGroup(null);
  const isThere = [first, ...more].some(({ id }) => id === focused);
  return { all: [first, ...more], focused: isThere ? focused : first.id };
}

function without(group: Group, path: string): Group {
  const at = group.open.indexOf(path);
  if (at < 0) return group;
  const open = group.open.filter((other) => other !== path);
  const active = group.active === path ? (open[Math.min(at, open.length - 1)] ?? null) : group.active;
  return { id: group.id, open, active };
}

/** The file on show a second time, in a group of its own on the right. */
export function splitGroups(groups: Groups): Groups {
  const { active } = focusedGroup(groups);
  return active === null ? groups : withGroup(groups, active);
}

/** All tabs in the group that is focused, in their order. */
export function joinGroups(groups: Groups): Groups {
  if (groups.all.length === 1) return groups;
  return { ...groups, all: [{ ...focusedGroup(groups), open: openPaths(groups) }] };
}

/** Where a tab of this group is in the other one, which may have to be made. */
export function overFrom({ all }: Groups, from: number): Landing {
  const other = all.find(({ id }) => id !== from);
  return other === undefined ? { side: "right" } : { group: other.id };
}

/**
 * A tab to a place in its own row, which changes nothing but the order; or to another group, which shows it then. The
 * same groups where it cannot, or is there already.
 */
export function landFile(groups: Groups, path: string, to: Landing, from?: number): Groups {
  const own = groups.all.find(({ id }) => id === from);
  if (from !== undefined && !own?.open.includes(path)) return groups;
  if ("group" in to && to.group === from) return putInOrder(groups, path, to.group, to.at);
  if ("side" in to && (groups.all.length > 1 || (own ?? focusedGroup(groups)).open.length < (own ? 2 : 1)))
    return groups;
  const landed =
    "side" in to
      ? withGroup(groups, path, to.side)
      : putInOrder(showFile(groups, path, to.group), path, to.group, to.at);
  return from === undefined || landed === groups ? landed : closeFile(landed, path, from);
}

function putInOrder(groups: Groups, path: string, id: number, place?: number): Groups {
  if (place === undefined) return groups;
  const at = Math.max(0, place);
  const all = groups.all.map((group) => {
    if (group.id !== id) return group;
    const isOther = (open: string) => open !== path;
    const open = [...group.open.slice(0, at).filter(isOther), path, ...group.open.slice(at).filter(isOther)];
    return open.every((each, of) => each === group.open[of]) ? group : { ...group, open };
  });
  return all.every((group, of) => group === groups.all[of]) ? groups : { ...groups, all };
}

export function renameOpen({ all, focused }: Groups, renamed: (path: string) => string): Groups {
  const each = ({ id, open, active }: Group) => ({
    id,
    open: open.map(renamed),
    active: active === null ? null : renamed(active),
  });
  return { all: all.map(each), focused };
}

function withGroup(groups: Groups, path: string, side: "left" | "right" = "right"): Groups {
  const { all } = groups;
  const id = IDS.find((free) => all.every((group) => group.id !== free));
  if (id === undefined) return groups;
  const made = { id, open: [path], active: path };
  return { all: side === "left" ? [made, ...all] : [...all, made], focused: id };
}

function has({ all }: Groups, id: number): boolean {
  return all.some((group) => group.id === id);
}
