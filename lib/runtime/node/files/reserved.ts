/**
 * Paths that belong to whoever runs the agent, whatever its spec grants: what is hidden is not there for a guest (the log
 * of its own run, above all), what is fixed can be read and never changed (the spec, which would grant more next time).
 *
 * The attacks: a link to what is hidden (paths are looked at where links have led); moving a folder on the way to it, so
 * that it stands under a name that nobody reserved (these folders are fixed as well); a name that is hidden and not yet
 * there, made before its owner makes it.
 */
export interface ReservedPaths {
  /** Canonical, as the guest has them; with all that is below. */
  readonly hidden?: readonly string[];
  readonly fixed?: readonly string[];
}

export class Reserved {
  readonly #hidden: ReadonlySet<string>;
  readonly #fixed: ReadonlySet<string>;

  constructor(mount: string, { hidden = [], fixed = [] }: ReservedPaths) {
    this.#hidden = new Set(hidden);
    const ways = [...hidden, ...fixed].flatMap((path) => foldersOnTheWay(mount, path));
    this.#fixed = new Set([...fixed, ...ways]);
  }

  /** Of one entry: what is below it is found hidden on the way there. */
  hides(path: string): boolean {
    return this.#hidden.size > 0 && this.#hidden.has(path);
  }

  /** The entry, or any folder that it is in. */
  hidesBelow(path: string): boolean {
    for (const hidden of this.#hidden) if (path === hidden || path.startsWith(`${hidden}/`)) return true;
    return false;
  }

  fixes(path: string): boolean {
    return this.#fixed.has(path);
  }
}

function foldersOnTheWay(mount: string, path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > mount.length; end = path.lastIndexOf("/", end - 1))
    folders.push(path.slice(0, end));
  return folders;
}
