/**
 * The files of a workspace in the page: what the example gave, what was changed since, what is open. Pure, so that
 * everything the workbench does to files is tested without a page.
 */
export type Texts = Readonly<Record<string, string>>;

export interface FilesState {
  /** As the workspace started out. Never changes. */
  readonly base: Texts;
  /** Files whose text differs from the base, and files that the base does not have. */
  readonly drafts: Texts;
  readonly open: readonly string[];
  readonly active: string | null;
}

export type FilesAction =
  | { readonly type: "restore"; readonly kept: Kept }
  | { readonly type: "follow"; readonly drafts: Texts }
  | { readonly type: "open"; readonly path: string }
  | { readonly type: "close"; readonly path: string }
  | { readonly type: "edit"; readonly path: string; readonly text: string }
  | { readonly type: "revert"; readonly path: string }
  | { readonly type: "create"; readonly path: string; readonly text: string }
  /** What an agent left: its files by their text, those that it took away as null. Nothing is opened. */
  | { readonly type: "left"; readonly changed: Readonly<Record<string, string | null>> }
  | { readonly type: "remove"; readonly path: string };

/** What survives a reload. */
export type Kept = Pick<FilesState, "drafts" | "open" | "active">;

export function initialFiles(base: Texts, first: string | null): FilesState {
  const active = first !== null && Object.hasOwn(base, first) ? first : (Object.keys(base)[0] ?? null);
  return { base, drafts: {}, open: active === null ? [] : [active], active };
}

export const hasFile = (state: FilesState, path: string): boolean =>
  Object.hasOwn(state.base, path) || Object.hasOwn(state.drafts, path);

export const textOf = (state: FilesState, path: string): string =>
  (Object.hasOwn(state.drafts, path) ? state.drafts[path] : state.base[path]) ?? "";

export const isDirty = (state: FilesState, path: string): boolean => Object.hasOwn(state.drafts, path);

/** Made here: there is nothing to revert it to. */
export const isNew = (state: FilesState, path: string): boolean =>
  isDirty(state, path) && !Object.hasOwn(state.base, path);

export const filePaths = (state: FilesState): readonly string[] =>
  [...new Set([...Object.keys(state.base), ...Object.keys(state.drafts)])].sort();

export function filesReducer(state: FilesState, action: FilesAction): FilesState {
  switch (action.type) {
    case "restore":
      return restore(state, action.kept);
    case "follow": // what another tab wrote; where this one looks is its own business
      return restore(state, { ...state, drafts: action.drafts });
    case "open":
      return hasFile(state, action.path) ? show(state, action.path) : state;
    case "close":
      return close(state, action.path);
    case "edit":
      return edit(state, action.path, action.text);
    case "revert":
      return isDirty(state, action.path) && !isNew(state, action.path)
        ? { ...state, drafts: without(state.drafts, action.path) }
        : state;
    case "create":
      return hasFile(state, action.path)
        ? show(state, action.path)
        : show({ ...state, drafts: { ...state.drafts, [action.path]: action.text } }, action.path);
    case "left":
      return Object.entries(action.changed).reduce(
        (next, [path, text]) =>
          text === null ? filesReducer(next, { type: "remove", path }) : put(next, path, text),
        state,
      );
    case "remove":
      return isNew(state, action.path)
        ? { ...close(state, action.path), drafts: without(state.drafts, action.path) }
        : state;
  }
}

function put(state: FilesState, path: string, text: string): FilesState {
  return hasFile(state, path)
    ? edit(state, path, text)
    : { ...state, drafts: { ...state.drafts, [path]: text } };
}

/** Kept state may be older than the example: what it names and is no longer there is left out. */
function restore(state: FilesState, kept: Kept): FilesState {
  const changed = Object.entries(kept.drafts).filter(([path, text]) => state.base[path] !== text);
  const next = { ...state, drafts: Object.fromEntries(changed) };
  const open = kept.open.filter((path) => hasFile(next, path));
  const active = kept.active !== null && open.includes(kept.active) ? kept.active : (open[0] ?? null);
  return { ...next, open, active };
}

function show(state: FilesState, path: string): FilesState {
  const open = state.open.includes(path) ? state.open : [...state.open, path];
  return { ...state, open, active: path };
}

/** Closing the file on show shows its neighbour. */
function close(state: FilesState, path: string): FilesState {
  const at = state.open.indexOf(path);
  if (at < 0) return state;
  const open = state.open.filter((other) => other !== path);
  const active = state.active === path ? (open[Math.min(at, open.length - 1)] ?? null) : state.active;
  return { ...state, open, active };
}

/** Typing a file back to what it was makes it clean again. */
function edit(state: FilesState, path: string, text: string): FilesState {
  if (!hasFile(state, path) || textOf(state, path) === text) return state;
  const drafts = state.base[path] === text ? without(state.drafts, path) : { ...state.drafts, [path]: text };
  return { ...state, drafts };
}

function without(texts: Texts, path: string): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([other]) => other !== path));
}
