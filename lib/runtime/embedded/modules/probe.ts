/** Looking at files for the resolver: through the mediator, each path once in a session. */
import { fileUrlToPath } from "../../../policy";
import type { FileAccess } from "../../calls/file-access";
import { CallFault } from "../../calls/values";
import type { FileKind } from "../../files/types";

export interface PackageFile {
  readonly main?: unknown;
  readonly type?: unknown;
  readonly exports?: unknown;
}

export interface Probe {
  /** Undefined: nothing is there, or it may not be looked at. */
  kind(path: string): Promise<FileKind | undefined>;
  /** Behind symbolic links, so that a module has one name. */
  real(path: string): Promise<string>;
  /** The `package.json` of a folder. */
  package(folder: string): Promise<PackageFile | undefined>;
  read(path: string): Promise<Uint8Array>;
  pathOfUrl(url: string): string | undefined;
}

const PACKAGE_LIMIT_BYTES = 1024 * 1024;

export function fileProbe(access: FileAccess): Probe {
  const kinds = new Map<string, FileKind | undefined>();
  const packages = new Map<string, PackageFile | undefined>();
  const { files } = access.around;

  const kind = async (path: string): Promise<FileKind | undefined> => {
    if (kinds.has(path)) return kinds.get(path);
    const found = await quietly(() =>
      access.one({ ops: ["fs.stat"], path, walk: "follow", syscall: "stat", perform: (at) => at.kind }),
    );
    // What is not there yet may come: an agent can write a module and then import it.
    if (found !== undefined) kinds.set(path, found);
    return found;
  };

  const read = async (path: string): Promise<Uint8Array> =>
    access.one({
      ops: ["fs.read"],
      path,
      walk: "follow",
      syscall: "open",
      perform: (at) => files.readFile(at),
      outcome: (bytes) => ({ payload: bytes }),
    });

  return {
    kind,
    read,
    real: async (path) =>
      (await quietly(() =>
        access.one({
          ops: ["fs.stat"],
          path,
          walk: "follow",
          syscall: "realpath",
          perform: (at) => files.realpath(at),
        }),
      )) ?? path,
    package: async (folder) => {
      if (packages.has(folder)) return packages.get(folder);
      const path = `${folder === "/" ? "" : folder}/package.json`;
      const bytes = (await kind(path)) === "file" ? await quietly(() => read(path)) : undefined;
      const parsed = bytes && parse(bytes);
      if (parsed) packages.set(folder, parsed);
      return parsed;
    },
    pathOfUrl: (url) => {
      const path = fileUrlToPath(url);
      return typeof path === "string" ? path : undefined;
    },
  };
}

/** What the guest is told as an error is, to the resolver, only a file that is not there. */
async function quietly<Value>(look: () => Value | Promise<Value>): Promise<Value | undefined> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof CallFault) return undefined;
    throw thrown;
  }
}

function parse(bytes: Uint8Array): PackageFile | undefined {
  if (bytes.length > PACKAGE_LIMIT_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
