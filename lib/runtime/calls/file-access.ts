/**
 * Paths through the mediator: each is decided as it was asked for and where it lands behind symbolic links, and the
 * file system acts on the place that was decided and on no other.
 */
import type { Action, Outcome, Run } from "../../mediator/action";
import type { Mediator } from "../../mediator/mediator";
import type { Decision, FsOneOp, FsTwoOp, PolicyRequest } from "../../policy";
import { FilesFault, FsError } from "../files/errors";
import type { Files, Located, Walk } from "../files/types";
import { translating } from "./handler";
import { fileError, fileRefusal, type Place, Refused } from "./refused";
import { CallFault } from "./values";

export interface FileSurroundings {
  readonly mediator: Pick<Mediator, "act" | "conclude">;
  readonly files: Files;
  /** Whether files are real ones, on a disk: then what changes them waits for its record. */
  readonly isReal: boolean;
  readonly random: (bytes: Uint8Array) => void;
  /** The guest's working folder, canonical. */
  cwd: string;
}

export interface OnePath<Value> {
  readonly ops: readonly FsOneOp[];
  readonly path: string;
  /** In messages; the path itself when left out. */
  readonly shown?: string;
  readonly walk: Walk;
  readonly syscall: string;
  readonly payload?: Uint8Array;
  readonly isHeld?: boolean;
  /** Folders that are made on the way are decided as well. */
  readonly makesFolders?: boolean;
  outcome?(value: Value): Outcome;
  perform(at: Located, run: Run): Value;
}

export interface TwoPaths<Value> {
  readonly op: FsTwoOp;
  readonly path: string;
  readonly to: string;
  readonly walks: readonly [Walk, Walk];
  readonly syscall: string;
  perform(from: Located, to: Located): Value;
}

const READING: ReadonlySet<string> = new Set(["fs.read", "fs.list", "fs.stat"]);

export class FileAccess {
  readonly around: FileSurroundings;

  constructor(around: FileSurroundings) {
    this.around = around;
  }

  one<Value>(call: OnePath<Value>): Value | Promise<Value> {
    const { ops, path, shown = path, walk, makesFolders, perform } = call;
    const { files, cwd, isReal } = this.around;
    let at: Located | undefined;
    const action: Action<Value> = {
      requests: ops.map((op) => ({ op, path, cwd })),
      outside: isReal && ops.some((op) => !READING.has(op)),
      landing: ([first]) => {
        const asked = pathOf(first, "path");
        at = files.locate(asked, { walk, shown });
        const places = [...(makesFolders ? missingFolders(at) : []), ...(at.path === asked ? [] : [at.path])];
        return ops.flatMap((op): PolicyRequest[] => places.map((place) => ({ op, path: place })));
      },
      perform: (_, run) => perform(found(at), run),
      ...(call.payload && { payload: call.payload }),
      ...(call.isHeld && { isHeld: true }),
      ...(call.outcome && { outcome: call.outcome }),
    };
    return this.act(action, { syscall: call.syscall, path: shown });
  }

  two<Value>({ op, path, to, walks, syscall, perform }: TwoPaths<Value>): Value | Promise<Value> {
    const { files, cwd, isReal } = this.around;
    let ends: readonly [Located, Located] | undefined;
    const action: Action<Value> = {
      requests: [{ op, path, to, cwd }],
      outside: isReal,
      landing: ([first]) => {
        const asked = [pathOf(first, "path"), pathOf(first, "to")] as const;
        ends = [
          files.locate(asked[0], { walk: walks[0], shown: path }),
          files.locate(asked[1], { walk: walks[1], shown: to }),
        ];
        const isElsewhere = ends[0].path !== asked[0] || ends[1].path !== asked[1];
        return isElsewhere ? [{ op, path: ends[0].path, to: ends[1].path }] : [];
      },
      perform: () => {
        if (!ends) throw new RangeError("the places were not looked up");
        return perform(...ends);
      },
    };
    return this.act(action, { syscall, path, dest: to });
  }

  /** A link is decided by where it stands and where it would lead; it is made with the text that was given. */
  symlink(target: string, path: string): void | Promise<void> {
    const { files, cwd, isReal } = this.around;
    let at: Located | undefined;
    const action: Action<void> = {
      requests: [{ op: "fs.symlink", path, target, cwd }],
      outside: isReal,
      landing: ([first]) => {
        const asked = pathOf(first, "path");
        at = files.locate(asked, { walk: "entry", shown: path });
        return at.path === asked ? [] : [{ op: "fs.symlink", path: at.path, target }];
      },
      perform: () => files.symlink(target, found(at)),
    };
    return this.act(action, { syscall: "symlink", path: target, dest: path });
  }

  /** What is done to a descriptor is decided by where its file stands now. */
  descriptor<Value>(op: FsOneOp, fd: number, syscall: string, perform: () => Value): Value | Promise<Value> {
    const { files, isReal } = this.around;
    return this.translated({ syscall }, () => {
      const { path } = files.opened(fd, syscall);
      // A file without a name can be reached by nobody else.
      if (path === undefined) return perform();
      return this.around.mediator.act({
        requests: [{ op, path }],
        outside: isReal && !READING.has(op),
        perform,
      });
    });
  }

  act<Value>(action: Action<Value>, place: Place): Value | Promise<Value> {
    return this.translated(place, () => this.around.mediator.act(action));
  }

  translated<Value>(place: Place, work: () => Value | Promise<Value>): Value | Promise<Value> {
    return translating(work, (thrown) => {
      if (thrown instanceof Refused) return new CallFault(fileRefusal(thrown, place));
      if (thrown instanceof FsError) return new CallFault(fileError(thrown));
      // A number that no file system takes: flags, a mode, a length. It came from the guest.
      if (thrown instanceof FilesFault && thrown.code === "BAD_ARGUMENT") {
        return new CallFault({ name: "RangeError", code: "ERR_OUT_OF_RANGE", message: thrown.message });
      }
      return thrown;
    });
  }

  chdir(path: string): void | Promise<void> {
    return this.one({
      ops: ["fs.stat"],
      path,
      walk: "follow",
      syscall: "chdir",
      perform: (at) => {
        if (this.around.files.stat(at) && at.kind !== "directory")
          throw new FsError("ENOTDIR", "chdir", path);
        this.around.cwd = at.path;
      },
    });
  }
}

/** Paths of the folders that are not there, outermost first. */
function missingFolders({ path, missing }: Located): string[] {
  const names = path.split("/");
  return missing.map((_, i) => names.slice(0, names.length - missing.length + i).join("/"));
}

function pathOf(decision: Decision | undefined, field: "path" | "to"): string {
  const path = decision?.canonical?.[field];
  if (typeof path !== "string") throw new RangeError("a path that was not denied has a canonical form");
  return path;
}

function found(at: Located | undefined): Located {
  if (!at) throw new RangeError("the place was not looked up");
  return at;
}
