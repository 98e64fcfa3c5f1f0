/** Where two logs part: the first record that is not the same bytes in both. */
import { equalBytes } from "@/lib/audit/bytes";

export interface Difference {
  readonly seq: number;
  /** Absent behind the end of the shorter one. */
  readonly before?: string;
  readonly after?: string;
}

const DECODER = new TextDecoder();

export function firstDifference(
  before: readonly Uint8Array[],
  after: readonly Uint8Array[],
): Difference | undefined {
  const most = Math.max(before.length, after.length);
  for (let seq = 0; seq < most; seq++) {
    const [one, other] = [before[seq], after[seq]];
    if (one && other && equalBytes(one, other)) continue;
    return {
      seq,
      ...(one && { before: DECODER.decode(one) }),
      ...(other && { after: DECODER.decode(other) }),
    };
  }
  return undefined;
}
