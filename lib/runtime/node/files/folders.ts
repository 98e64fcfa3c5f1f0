/**
 * Folders held fast while something is done in them. Node has no openat, but Linux has one in disguise: a path that
 * begins with `/proc/self/fd/N` begins at the folder that descriptor N holds, wherever its name has gone since. Every
 * folder on a way is opened below the one before it and without following links, so no name is looked up twice.
 *
 * Where that is not to be had (another system, or no /proc), a folder is its path, checked when it is entered: whoever
 * may change the tree can swap a name between the check and the call. `isExact` says which it is.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from "node:fs";

/** Linux: a descriptor that stands for a place and reads nothing. Node passes on what it does not know. */
const O_PATH = 0o10000000;
const AS_FOLDER = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const AS_ITSELF = O_PATH | constants.O_NOFOLLOW;

/** Something held: `path` reaches it, and nothing else, until it is released. */
export interface Held {
  readonly path: string;
  release(): void;
}

export interface Folders {
  readonly isExact: boolean;
  root(): Held;
  /** A folder in a folder; ENOTDIR or ELOOP for anything else. */
  enter(folder: Held, name: string): Held;
  /** Whatever has that name, itself: of a link the link. */
  hold(folder: Held, name: string): Held & { readonly stat: Stats };
}

/** `root` is the real path of a folder. */
export function foldersOf(root: string, isExact: boolean): Folders {
  return isExact && hasDescriptorPaths() ? exactFolders(root) : checkedFolders(root);
}

function hasDescriptorPaths(): boolean {
  if (process.platform !== "linux") return false;
  const fd = openSync("/", AS_FOLDER);
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === "/";
  } catch {
    return false;
  } finally {
    closeSync(fd);
  }
}

function held(fd: number): Held {
  return { path: `/proc/self/fd/${fd}`, release: () => closeSync(fd) };
}

function exactFolders(root: string): Folders {
  return {
    isExact: true,
    root: () => held(openSync(root, AS_FOLDER)),
    enter: (folder, name) => held(openSync(`${folder.path}/${name}`, AS_FOLDER)),
    hold: (folder, name) => {
      const fd = openSync(`${folder.path}/${name}`, AS_ITSELF);
      return { ...held(fd), stat: fstatSync(fd) };
    },
  };
}

const nothing = (): void => {};

function checkedFolders(root: string): Folders {
  const checked = (path: string): Stats => {
    const stat = lstatSync(path);
    // Systems that take two spellings for one name would let a second spelling past what was decided on the first.
    if (!stat.isSymbolicLink() && realpathSync.native(path) !== path) throw failure("EACCES");
    return stat;
  };
  return {
    isExact: false,
    root: () => ({ path: root, release: nothing }),
    enter: (folder, name) => {
      const path = `${folder.path}/${name}`;
      if (!checked(path).isDirectory()) throw failure("ENOTDIR");
      return { path, release: nothing };
    },
    hold: (folder, name) => {
      const path = `${folder.path}/${name}`;
      return { path, stat: checked(path), release: nothing };
    },
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
