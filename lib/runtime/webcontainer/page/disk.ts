/**
 * The container's own files, as far as the vendor's client offers them. Its paths are relative to the container's working
 * folder; the guest's root is that folder, so that `/workspace/a` is `workspace/a` there.
 */
export interface DiskEntry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** The part of the client's `fs` that is used. */
export interface Disk {
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  readdir(path: string, options: { withFileTypes: true }): Promise<readonly DiskEntry[]>;
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  rm(path: string, options: { recursive: true; force: true }): Promise<void>;
  watch(
    path: string,
    options: { recursive: true },
    listener: (event: "rename" | "change", name: string | Uint8Array | null) => void,
  ): { close(): void };
}

/** Ours alone: the wrapper, the shim, the canary. Nothing of the agent's is ever put there or taken from there. */
export const OWN_FOLDER = "/.aegis";

export function isOwn(path: string): boolean {
  return path === OWN_FOLDER || path.startsWith(`${OWN_FOLDER}/`);
}

export function toDisk(path: string): string {
  return path === "/" ? "." : path.slice(1);
}
