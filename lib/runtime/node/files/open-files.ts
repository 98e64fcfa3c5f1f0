/** What is done with open files of a real folder. They were checked when they were opened, and stay what they are. */
import fs from "node:fs";
import { type FileStat, FsError, type OpenFile, reads, writes } from "../../files";
import { told } from "./acting";
import { checkBits, checkIds, checkTransfer, seconds, statOf } from "./arguments";
import { type DiskDescription, DiskDescriptors } from "./descriptors";
import { kindOf } from "./identity";
import type { World } from "./place";

export class OpenFiles {
  readonly #world: World;
  readonly #table: DiskDescriptors;

  constructor(world: World, most: number) {
    this.#world = world;
    this.#table = new DiskDescriptors(most);
  }

  get isFull(): boolean {
    return this.#table.isFull;
  }
  add(description: DiskDescription): number {
    return this.#table.add(description);
  }
  /** The descriptor of this process. */
  real(fd: number, syscall: string): number {
    return this.#table.get(fd, syscall).fd;
  }

  close(fd: number): void {
    const { fd: real } = this.#table.remove(fd);
    told({ syscall: "close" }, () => fs.closeSync(real));
  }
  opened(fd: number, syscall: string): OpenFile {
    const { fd: real, flags, path } = this.#table.get(fd, syscall);
    const kind = kindOf(fs.fstatSync(real)) ?? "file";
    return { kind, flags, path: this.#world.folders.isExact ? this.#pathNow(real) : path };
  }
  read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const { fd: real, flags } = this.#table.get(fd, "read");
    checkTransfer(buffer, offset, length, position, "read");
    if (!reads(flags)) throw new FsError("EBADF", "read");
    return told({ syscall: "read" }, () => fs.readSync(real, buffer, offset, length, position));
  }
  write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null): number {
    const { fd: real, flags } = this.#table.get(fd, "write");
    checkTransfer(buffer, offset, length, position, "write");
    if (!writes(flags)) throw new FsError("EBADF", "write");
    return told({ syscall: "write" }, () => fs.writeSync(real, buffer, offset, length, position));
  }
  fstat(fd: number): FileStat {
    const { fd: real } = this.#table.get(fd, "fstat");
    return told({ syscall: "fstat" }, () => statOf(fs.fstatSync(real, { bigint: true })));
  }
  ftruncate(fd: number, length: number): void {
    const { fd: real, flags } = this.#table.get(fd, "ftruncate");
    if (!writes(flags) || !Number.isSafeInteger(length) || length < 0)
      throw new FsError("EINVAL", "ftruncate");
    told({ syscall: "ftruncate" }, () => fs.ftruncateSync(real, length));
  }
  fsync(fd: number, dataOnly = false): void {
    const syscall = dataOnly ? "fdatasync" : "fsync";
    const { fd: real } = this.#table.get(fd, syscall);
    told({ syscall }, () => (dataOnly ? fs.fdatasyncSync(real) : fs.fsyncSync(real)));
  }
  futimes(fd: number, atime: number, mtime: number): void {
    this.#changeFd(fd, "futime", (real) =>
      fs.futimesSync(real, seconds(atime, "futime"), seconds(mtime, "futime")),
    );
  }
  fchmod(fd: number, mode: number): void {
    checkBits(mode);
    this.#changeFd(fd, "fchmod", (real) => fs.fchmodSync(real, mode & 0o7777));
  }
  fchown(fd: number, uid: number, gid: number): void {
    checkIds(uid, gid);
    this.#changeFd(fd, "fchown", (real) => fs.fchownSync(real, uid, gid));
  }

  #changeFd(fd: number, syscall: string, act: (real: number) => void): void {
    const { fd: real, path } = this.#table.get(fd, syscall);
    if (!this.#world.mayWrite(path)) throw new FsError("EROFS", syscall);
    told({ syscall }, () => act(real));
  }

  /** As the system knows it: after renames by anybody, and undefined when it has no name in the folder any more. */
  #pathNow(real: number): string | undefined {
    const path = fs.readlinkSync(`/proc/self/fd/${real}`);
    const { real: root, mount } = this.#world;
    if (path === root) return mount;
    return path.startsWith(`${root}/`) && fs.existsSync(path) ? mount + path.slice(root.length) : undefined;
  }
}
