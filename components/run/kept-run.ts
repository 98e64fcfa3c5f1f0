/** A run that can be made again: what it began with, and what it got from outside. In memory, and gone with the page. */
import type { RecordedRun } from "@/lib/runtime/driver";
import type { Texts } from "../files/files";

const MIB = 1024 * 1024;
/** Of recording and records together. A run that has more of both is not kept. */
export const MOST_KEPT_BYTES = 32 * MIB;

export interface KeptRun {
  readonly texts: Texts;
  readonly recorded: RecordedRun;
}
