/** What is around a session in a worker. */
import type { Hasher } from "../../../../audit/hash";
import type { ShellParts } from "../../../shell";
import type { VmSnapshot } from "../../vm/vm";
import type { FromCell } from "../protocol";
import type { Remote } from "./remote";
import type { Tick } from "./tick";

export type Post = (message: FromCell, transfer?: Transferable[]) => void;

export interface Booted {
  readonly machine: WebAssembly.Module;
  readonly prepared: VmSnapshot;
  readonly hasher: Hasher;
}

/** What the program of the worker brings along. */
export interface Given {
  readonly shell: ShellParts;
  readonly tick: Tick;
}

export interface Around extends Booted, Given {
  readonly remote: Remote;
}
