import "server-only";
import { equalBytes, joinBytes } from "@/lib/audit/bytes";
import { HASH_BYTES } from "@/lib/audit/hash";
import { TILE_WIDTH } from "@/lib/audit/tree";
import { Recent } from "../../memory/recent";
import type { Judged } from "./judge";
import type { Position } from "./position";

/** Sessions of which the leaves behind the last full tile are kept: at most 8 KiB each. */
const MOST = 1_000;

interface Kept {
  readonly size: number;
  readonly link: Uint8Array;
  readonly leaves: Uint8Array;
}

/**
 * The leaf hashes behind the last full tile of sessions that are being sent, so that nobody has to read and hash those
 * records again. It is a memory and no more: what it has is only used where the stored row ends with the same record.
 */
export class LastLeaves {
  readonly #sessions = new Recent<number, { kept?: Kept }>(MOST, () => ({}));

  /** Those before the record of this position, as far as its tile; undefined where they are not known. */
  before(sessionId: number, { size, link }: Position): Uint8Array | undefined {
    if (size % TILE_WIDTH === 0) return new Uint8Array(0);
    const { kept } = this.#sessions.get(sessionId);
    return kept && kept.size === size && equalBytes(kept.link, link) ? kept.leaves : undefined;
  }

  /** Behind the commit. */
  keep(sessionId: number, { from, batch }: Judged): void {
    const before = this.before(sessionId, from);
    const session = this.#sessions.get(sessionId);
    delete session.kept;
    const rest = (batch.size % TILE_WIDTH) * HASH_BYTES;
    const isWithin = batch.leaves.length >= rest;
    if (rest === 0 || (!isWithin && before === undefined) || batch.closing !== undefined) return;
    const all = isWithin ? batch.leaves : joinBytes([before ?? new Uint8Array(0), batch.leaves]);
    session.kept = { size: batch.size, link: batch.link, leaves: all.slice(all.length - rest) };
  }
}
