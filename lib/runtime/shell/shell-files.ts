/**
 * The file system as the shell's library wants it, over the calls of a guest: each read, write, look and listing of a
 * command is the call that a guest would have made, so it is decided and recorded like one. Nothing is read but by such a call.
 *
 * Beside them stand two things that are no files: the shell's own programs, where a bare name is looked up, and /dev/null.
 */
import type { IFileSystem } from "just-bash/browser";
import type { FileAccess } from "../calls/file-access";
import { pathCalls } from "../calls/files";
import type { Handlers, Result } from "../calls/handler";
import type { Entry, Stat } from "../calls/protocol";
import { CallFault, Values } from "../calls/values";
import { O_APPEND, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG } from "../files";
import { appendLexically } from "../files/names";
import { bytesOfText, bytesOfUnits, textOf, unitsOf } from "./bytes";
import type { ProgramFiles } from "./programs";
import { PROGRAM_FOLDERS } from "./words";

type Calls = ReturnType<typeof pathCalls>;
type FsStat = Awaited<ReturnType<IFileSystem["stat"]>>;
type ByteString = Awaited<ReturnType<NonNullable<IFileSystem["readFileBytes"]>>>;
type Content = Parameters<IFileSystem["writeFile"]>[1];
type Encoding = Parameters<IFileSystem["writeFile"]>[2];

const FILE_MODE = 0o666;
const FOLDER_MODE = 0o777;
const NULL = "/dev/null";
const NS_PER_MS = 1_000_000n;
const MS_PER_S = 1000;

/** What the library's commands look for in a message, and show: that of the call, as Node has it. */
class ShellFileError extends Error {
  readonly code: string;
  constructor({ error: { code = "EIO", message } }: CallFault) {
    super(message);
    this.code = code;
  }
}

export interface ShellFilesOptions {
  readonly access: FileAccess;
  isProgram(name: string): boolean;
  /** Throws once the run is over: what is still under way must not touch anything. */
  assertAlive(): void;
  /** A path was refused. The library's commands call everything missing that they cannot read. */
  refused(path: string): void;
}

export class ShellFiles implements IFileSystem {
  private readonly calls: Calls;
  private readonly options: ShellFilesOptions;

  constructor(options: ShellFilesOptions) {
    this.options = options;
    this.calls = pathCalls(options.access);
  }

  /** The same for programs that are not the library's. */
  readonly forPrograms: ProgramFiles = {
    exists: (path) => this.exists(path),
    isFolder: async (path) => (await this.stat(path)).isDirectory,
    read: (path) => this.readFileBuffer(path),
    write: (path, bytes) => this.writeFile(path, bytes),
  };

  async readFile(path: string, options?: Parameters<IFileSystem["readFile"]>[1]): Promise<string> {
    const bytes = await this.readFileBuffer(path);
    return isBytes(options) ? unitsOf(bytes) : textOf(bytes);
  }

  async readFileBytes(path: string): Promise<ByteString> {
    return unitsOf(await this.readFileBuffer(path)) as unknown as ByteString;
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    if (path === NULL) return new Uint8Array(0);
    return (await this.call("fs.readFile", path, [O_RDONLY])).bytes ?? new Uint8Array(0);
  }

  async writeFile(path: string, content: Content, options?: Encoding): Promise<void> {
    await this.write(path, contentOf(content, options), O_TRUNC);
  }

  async appendFile(path: string, content: Content, options?: Encoding): Promise<void> {
    await this.write(path, contentOf(content, options), O_APPEND);
  }

  private async write(path: string, bytes: Uint8Array<ArrayBuffer>, flag: number): Promise<void> {
    if (path === NULL) return;
    await this.call("fs.writeFile", path, [O_WRONLY | O_CREAT | flag, FILE_MODE], bytes);
  }

  async exists(path: string): Promise<boolean> {
    try {
      await this.stat(path);
      return true;
    } catch (thrown) {
      if (thrown instanceof ShellFileError) return false;
      throw thrown;
    }
  }

  async stat(path: string): Promise<FsStat> {
    return this.standing(path) ?? shownStat((await this.call("fs.stat", path)).value as Stat);
  }

  async lstat(path: string): Promise<FsStat> {
    return this.standing(path) ?? shownStat((await this.call("fs.lstat", path)).value as Stat);
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    await this.call("fs.mkdir", path, [FOLDER_MODE, options?.recursive === true]);
  }

  async readdir(path: string): Promise<string[]> {
    return (await this.list(path)).map(({ name }) => name);
  }

  async readdirWithFileTypes(path: string) {
    return (await this.list(path)).map(({ name, kind }) => ({
      name,
      isFile: kind === "file",
      isDirectory: kind === "directory",
      isSymbolicLink: kind === "symlink",
    }));
  }

  private async list(path: string): Promise<readonly Entry[]> {
    return (await this.call("fs.readdir", path)).value as readonly Entry[];
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    try {
      const { isDirectory } = await this.lstat(path);
      if (!isDirectory) {
        await this.call("fs.unlink", path);
        return;
      }
      if (options?.recursive) {
        for (const name of await this.readdir(path)) await this.rm(`${path}/${name}`, options);
      }
      await this.call("fs.rmdir", path);
    } catch (thrown) {
      const isGone = thrown instanceof ShellFileError && thrown.code === "ENOENT";
      if (!(isGone && options?.force)) throw thrown;
    }
  }

  async cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void> {
    const { isDirectory } = await this.stat(from);
    if (!isDirectory || !options?.recursive) {
      await this.call("fs.copyFile", from, [to, 0]);
      return;
    }
    await this.mkdir(to, { recursive: true });
    for (const name of await this.readdir(from)) await this.cp(`${from}/${name}`, `${to}/${name}`, options);
  }

  async mv(from: string, to: string): Promise<void> {
    await this.call("fs.rename", from, [to]);
  }

  async chmod(path: string, mode: number): Promise<void> {
    await this.call("fs.chmod", path, [mode]);
  }

  async symlink(target: string, path: string): Promise<void> {
    await this.call("fs.symlink", target, [path]);
  }

  async link(existing: string, path: string): Promise<void> {
    await this.call("fs.link", existing, [path]);
  }

  async readlink(path: string): Promise<string> {
    return (await this.call("fs.readlink", path)).value as string;
  }

  async realpath(path: string): Promise<string> {
    return (await this.call("fs.realpath", path)).value as string;
  }

  async utimes(path: string, atime: Date, mtime: Date): Promise<void> {
    await this.call("fs.utimes", path, [atime.getTime() / MS_PER_S, mtime.getTime() / MS_PER_S, true]);
  }

  resolvePath(base: string, path: string): string {
    return path.startsWith("/") ? appendLexically("/", path) : appendLexically(base, path);
  }

  /** Patterns are matched by listing folders, each of which is decided; there is no list of everything. */
  getAllPaths(): string[] {
    return [];
  }

  /** What is no file: a program of the shell's, or nothing, where programs are looked up. */
  private standing(path: string): FsStat | undefined {
    this.options.assertAlive();
    if (path === NULL) return standing(0o666);
    const folder = PROGRAM_FOLDERS.find((each) => path.startsWith(`${each}/`));
    if (folder === undefined) return undefined;
    if (this.options.isProgram(path.slice(folder.length + 1))) return standing(0o755);
    throw new ShellFileError(
      new CallFault({
        name: "Error",
        code: "ENOENT",
        message: `ENOENT: no such file or directory, stat '${path}'`,
      }),
    );
  }

  private async call(
    name: keyof Calls,
    path: string,
    values: readonly unknown[] = [],
    bytes?: Uint8Array<ArrayBuffer>,
  ): Promise<Result> {
    this.options.assertAlive();
    try {
      return await (this.calls as Handlers<keyof Calls>)[name](new Values([path, ...values]), bytes);
    } catch (thrown) {
      if (!(thrown instanceof CallFault)) throw thrown;
      if (thrown.error.code === "EACCES") {
        for (const each of [path, ...values]) if (typeof each === "string") this.options.refused(each);
      }
      throw new ShellFileError(thrown);
    }
  }
}

function isBytes(options: unknown): boolean {
  const encoding =
    typeof options === "object" && options ? (options as { encoding?: unknown }).encoding : options;
  return encoding === "binary" || encoding === "latin1" || encoding === "ascii";
}

function contentOf(content: Content, options: Encoding): Uint8Array<ArrayBuffer> {
  // Copied: the commands keep what they hand over.
  if (typeof content !== "string") return new Uint8Array(content);
  return isBytes(options) ? bytesOfUnits(content) : bytesOfText(content);
}

function shownStat({ mode, size, dev, ino, mtimeNs }: Stat): FsStat {
  const kind = mode & S_IFMT;
  return {
    isFile: kind === S_IFREG,
    isDirectory: kind === S_IFDIR,
    isSymbolicLink: kind === S_IFLNK,
    mode: mode & ~S_IFMT,
    size,
    mtime: new Date(Number(BigInt(mtimeNs) / NS_PER_MS)),
    dev,
    ino,
  };
}

function standing(mode: number): FsStat {
  const mtime = new Date(0);
  return { isFile: true, isDirectory: false, isSymbolicLink: false, mode, size: 0, mtime };
}
