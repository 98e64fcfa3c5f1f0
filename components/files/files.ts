/**
 * The files of a workspace in the page: what the example gave, what was changed since, what is open. Pure, so that
 * everything the workbench does to files is tested without a page.
 */
import {
  closeFile,
  focusedGroup,
  type Groups,
  type GroupsAction,
  groupFor,
  groupsReducer,
  oneGroup,
  onlyThere,
  renameOpen,
  showFile,
} from "./groups";
import { inFolder, movedPath, moveTo, takeAway } from "./many-files";

export type Texts = Readonly<Record<string, string>>;
/** By path: the text of a file, or null where there is none any more. */
export type Changes = Readonly<Record<string, string | null>>;

export interface FilesState {
  /** As the workspace started out. Never changes. */
  readonly base: Texts;
  /** Files whose text differs from the base, files that the base does not have, and null for those taken from it. */
  readonly drafts: Changes;
  /** Folders that were made, and stay when nothing is in them. */
  readonly folders: readonly string[];
  readonly groups: Groups;
}

export type FilesAction =
  | { readonly type: "restore"; readonly kept: Kept }
  | { readonly type: "follow"; readonly kept: Kept }
  /** In one group of tabs; where none is said, in the focused one. */
  | { readonly type: "open"; readonly path: string; readonly group?: number }
  /** To be brought to a place in it: where it is open already. */
  | { readonly type: "jump"; readonly path: string }
  | GroupsAction
  | { readonly type: "edit"; readonly path: string; readonly text: string }
  | { readonly type: "revert"; readonly path: string }
  | { readonly type: "create"; readonly path: string; readonly text: string }
  | { readonly type: "folder"; readonly path: string }
  /** Files by their text, null for those that are gone: what an agent left, or what was brought. Nothing is opened. */
  | { readonly type: "left"; readonly changed: Changes }
  /** What was taken away, unless something else has its place by now. */
  | { readonly type: "putBack"; readonly texts: Texts; readonly folders?: readonly string[] }
  /** A file, or a folder with all in it, under another name. Open files stay open. */
  | { readonly type: "move"; readonly from: string; readonly to: string }
  /** A file, or a folder with all in it. */
  | { readonly type: "remove"; readonly path: string };

/** What survives a reload. */
export type Kept = Pick<FilesState, "drafts" | "folders" | "groups">;

export function initialFiles(base: Texts, first: string | null): FilesState {
  const active = first !== null && Object.hasOwn(base, first) ? first : (Object.keys(base)[0] ?? null);
  return { base, drafts: {}, folders: [], groups: oneGroup(active) };
}

/** The file that somebody works on. */
export const activePath = (state: FilesState): string | null => focusedGroup(state.groups).active;

export const hasFile = (state: FilesState, path: string): boolean =>
  Object.hasOwn(state.drafts, path) ? state.drafts[path] !== null : Object.hasOwn(state.base, path);

export const textOf = (state: FilesState, path: string): string =>
  (Object.hasOwn(state.drafts, path) ? state.drafts[path] : state.base[path]) ?? "";

export const isDirty = (state: FilesState, path: string): boolean =>
  Object.hasOwn(state.drafts, path) && state.drafts[path] !== null;

/** Made here: there is nothing to revert it to. */
export const isNew = (state: FilesState, path: string): boolean =>
  isDirty(state, path) && !Object.hasOwn(state.base, path);

export const filePaths = (state: FilesState): readonly string[] =>
  [...new Set([...Object.keys(state.base), ...Object.keys(state.drafts)])]
    .filter((path) => hasFile(state, path))
    .sort();

/** Files of the example that were deleted here. */
export const deletedPaths = (state: FilesState): readonly string[] =>
  Object.keys(state.drafts)
    .filter((path) => state.drafts[path] === null)
    .sort();

export function filesReducer(state: FilesState, action: FilesAction): FilesState {
  switch (action.type) {
    case "restore":
      return restore(state, action.kept);
    case "follow": // what another tab wrote; where this one looks is its own business
      return restore(state, { ...action.kept, groups: state.groups });
    case "open":
      return hasFile(state, action.path) ? show(state, action.path, action.group) : state;
    case "jump":
      return hasFile(state, action.path)
        ? show(state, action.path, groupFor(state.groups, action.path))
        : state;
    case "close":
    case "focus":
    case "split":
    case "join":
      return withGroups(state, groupsReducer(state.groups, action));
    case "land":
      return hasFile(state, action.path) ? withGroups(state, groupsReducer(state.groups, action)) : state;
    case "edit":
      return hasFile(state, action.path) ? put(state, action.path, action.text) : state;
    case "revert":
      return Object.hasOwn(state.base, action.path) && Object.hasOwn(state.drafts, action.path)
        ? { ...state, drafts: without(state.drafts, action.path) }
        : state;
    case "create":
      return show(hasFile(state, action.path) ? state : put(state, action.path, action.text), action.path);
    case "folder":
      return state.folders.includes(action.path)
        ? state
        : { ...state, folders: [...state.folders, action.path].sort() };
    case "left":
      return Object.entries(action.changed).reduce(
        (next, [path, text]) => (text === null ? remove(next, path) : put(next, path, text)),
        state,
      );
    case "putBack":
      return putBack(state, action.texts, action.folders ?? []);
    case "move":
      return move(state, action.from, action.to);
    case "remove":
      return removeAll(state, action.path);
  }
}

/** Typing a file back to what it was makes it clean again. */
function put(state: FilesState, path: string, text: string): FilesState {
  if (hasFile(state, path) && textOf(state, path) === text) return state;
  const isAsGiven = Object.hasOwn(state.base, path) && state.base[path] === text;
  const drafts = isAsGiven ? without(state.drafts, path) : { ...state.drafts, [path]: text };
  return { ...state, drafts };
}

function remove(state: FilesState, path: string): FilesState {
  if (!hasFile(state, path)) return state;
  const groups = closeFile(state.groups, path);
  return { ...state, groups, drafts: takeAway(state.base, state.drafts, [path]) };
}

function removeAll(state: FilesState, path: string): FilesState {
  const paths = filePaths(state).filter((each) => inFolder(each, path));
  const folders = state.folders.filter((each) => !inFolder(each, path));
  if (paths.length === 0 && folders.length === state.folders.length) return state;
  const groups = paths.reduce((before, each) => closeFile(before, each), state.groups);
  return { ...state, groups, folders, drafts: takeAway(state.base, state.drafts, paths) };
}

function putBack(state: FilesState, texts: Texts, folders: readonly string[]): FilesState {
  const back = Object.entries(texts).filter(([path]) => !hasFile(state, path));
  const next = back.reduce((before, [path, text]) => put(before, path, text), state);
  return { ...next, folders: [...new Set([...state.folders, ...folders])].sort() };
}

function move(state: FilesState, from: string, to: string): FilesState {
  const paths = filePaths(state);
  const moved = moveTo(paths, from, to);
  if (moved === null || (moved.length === 0 && !state.folders.includes(from))) return state;
  const texts = moved.map(([path, next]) => [next, textOf(state, path)] as const);
  const gone = {
    ...state,
    drafts: takeAway(
      state.base,
      state.drafts,
      moved.map(([path]) => path),
    ),
  };
  const next = texts.reduce((before, [path, text]) => put(before, path, text), gone);
  const renamed = (path: string) => movedPath(path, from, to);
  return {
    ...next,
    folders: [...new Set(state.folders.map(renamed))].sort(),
    groups: renameOpen(state.groups, renamed),
  };
}

/** Kept state may be older than the example: what it names and is no longer there is left out. */
function restore(state: FilesState, kept: Kept): FilesState {
  const changed = Object.entries(kept.drafts).filter(([path, text]) =>
    text === null ? Object.hasOwn(state.base, path) : state.base[path] !== text,
  );
  const next = { ...state, drafts: Object.fromEntries(changed), folders: kept.folders };
  return { ...next, groups: onlyThere(kept.groups, (path) => hasFile(next, path)) };
}

function show(state: FilesState, path: string, group?: number): FilesState {
  return withGroups(state, showFile(state.groups, path, group));
}

const withGroups = (state: FilesState, groups: Groups): FilesState =>
  groups === state.groups ? state : { ...state, groups };

function without(drafts: Changes, path: string): Changes {
  return Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== path));
}
