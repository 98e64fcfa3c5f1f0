/**
 * Being told of changes. To watch a folder is to list it again and again, so that is how it is decided; a folder below
 * it is decided by itself when the first change in it would be told, because its names may be nobody's business.
 */
import type { FileAccess } from "./file-access";
import { chain, type Handlers, NOTHING } from "./handler";
import type { Message } from "./protocol";

type WatchCall = "fs.watch" | "fs.unwatch";

export interface WatchSurroundings {
  readonly access: FileAccess;
  /** False where the guest has too much to hear already: as from a system whose queue is full, changes are lost then. */
  tell(message: Extract<Message, { kind: "watch" }>): boolean;
}

export interface Watches {
  readonly calls: Handlers<WatchCall>;
  /** Ends all of them: their process is over. */
  release(): void;
}

export function watchCalls({ access, tell }: WatchSurroundings): Watches {
  const { files } = access.around;
  const open = new Map<number, () => void>();
  let last = 0;

  const watch = (path: string, isRecursive: boolean) =>
    access.one({
      ops: ["fs.list"],
      path,
      walk: "follow",
      syscall: "watch",
      perform: (at) => {
        last += 1;
        const id = last;
        const mayTell = folderGate(access, at.path);
        const watching = files.watch(at, { recursive: isRecursive }, ({ type, name }) => {
          if (open.has(id) && mayTell(name)) tell({ kind: "watch", id, type, name });
        });
        open.set(id, () => watching.close());
        return id;
      },
    });

  return {
    calls: {
      "fs.watch": (values) => {
        const path = values.text(0);
        return chain(watch(path, values.flag(1)), (value) => ({ value }));
      },
      "fs.unwatch": (values) => {
        const id = values.count(0);
        open.get(id)?.();
        open.delete(id);
        return NOTHING;
      },
    },
    release: () => {
      for (const close of open.values()) close();
      open.clear();
    },
  };
}

/** Whether names of the folder below may be told, asked once a folder. Whatever is not allowed at once is not told. */
function folderGate(access: FileAccess, top: string): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const end = name.lastIndexOf("/");
    if (end < 0) return true;
    const folder = name.slice(0, end);
    const isKnown = known.get(folder);
    if (isKnown !== undefined) return isKnown;
    known.set(folder, false);
    try {
      const answer = access.one({
        ops: ["fs.list"],
        path: `${top}/${folder}`,
        walk: "follow",
        syscall: "watch",
        perform: () => true,
      });
      if (answer instanceof Promise) answer.catch(() => {});
      else known.set(folder, answer);
    } catch {
      // It is denied, or gone: its record says so.
    }
    return known.get(folder) === true;
  };
}
