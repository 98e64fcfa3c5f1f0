/** What a command meets of the outside: handed in, so that commands have no globals. */
import type { Style } from "./style";

/** Where text and bytes go. */
export interface Sink {
  /** True once the reader has gone away. */
  readonly closed: boolean;
  /** Resolves when more can be taken: whoever awaits it never buffers more than one piece. */
  write(content: string | Uint8Array): Promise<void>;
}

/** Files by the paths that were written. A fault is the system's, with its code, or a UsageError with a sentence. */
export interface InputFiles {
  isFolder(path: string): Promise<boolean>;
  /** In pieces. It is opened when this resolves; `most`: no more bytes than that are wanted. */
  open(path: string, most?: number): Promise<AsyncIterable<unknown>>;
  /** As a whole or not at all. */
  replace(path: string, text: string): Promise<void>;
}

/** What there is in a terminal of a machine, and in a shell inside a sandbox as well. */
export interface Io {
  readonly stdin: AsyncIterable<unknown> & { readonly isTTY?: boolean };
  readonly out: Sink;
  readonly err: Sink;
  readonly files: InputFiles;
  readonly style: Style;
  readonly errStyle: Style;
}
