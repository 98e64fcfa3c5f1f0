import "server-only";
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import { equalBytes } from "@/lib/audit/bytes";
import { HASH_BYTES, type Hasher } from "@/lib/audit/hash";
import { RecordScanner } from "@/lib/audit/record";
import type { StoredFault } from "@/lib/audit/sync/wire";
import { readTile, TILE_WIDTH, tileRoot } from "@/lib/audit/tree";
import { verdictAt } from "@/lib/audit/verify/type-table";
import { VERDICTS } from "@/lib/policy/types";
import type { ReadDb } from "../../db/database";
import { auditSessionTiles } from "../../db/schema";
import { letOthersRun } from "./pace";
import type { RowPage } from "./record-rows";

const DECODER = new TextDecoder();

/**
 * What the database says of records beside their bytes, held against those: the number, type and verdict of each row, by
 * which searches find it, and the tiles of the tree, from which proofs are made. The verifier knows nothing of either.
 * The attack: a denial whose row says `allow` is still in the log, and in no list of denials.
 */
export class StoredRows {
  readonly #read: ReadDb;
  readonly #hasher: Hasher;
  readonly #sessionId: number;
  readonly #scanner = new RecordScanner();
  #row: StoredFault | undefined;
  #tile: StoredFault | undefined;
  #count = 0;

  constructor(read: ReadDb, hasher: Hasher, sessionId: number) {
    this.#read = read;
    this.#hasher = hasher;
    this.#sessionId = sessionId;
  }

  /** The first of each kind: behind one that is wrong, what follows is often a consequence. */
  get faults(): readonly StoredFault[] {
    return [this.#row, this.#tile].filter((fault) => fault !== undefined);
  }

  /** The first record whose hash is not the one in its tile: which of two linked records was changed. */
  get changed(): number | undefined {
    return this.#tile?.seq;
  }

  async take(page: RowPage): Promise<void> {
    this.#count += page.count;
    const tiles = await this.#tiles(
      0,
      Math.floor(page.first / TILE_WIDTH),
      Math.floor(page.last / TILE_WIDTH),
    );
    const stored = new Map(tiles.map(({ tile, hashes }) => [tile, hashes]));
    let at = 0;
    for (const [place, length] of page.lengths.entries()) {
      const line = page.lines.subarray(at, at + length);
      at += length + 1;
      this.#row ??= this.#rowFault(page, place, line);
      this.#tile ??= this.#tileFault(Number(page.seqs[place]), line, stored);
    }
  }

  /** To be asked when all rows were taken: whether every full tile is there, and those above are made of those below. */
  async finish(): Promise<void> {
    if (this.#tile) return;
    let below = Math.floor(this.#count / TILE_WIDTH);
    for (let level = 0; below > 0 && !this.#tile; level++) {
      this.#tile =
        (await this.#missing(level, below)) ?? (level > 0 ? await this.#upper(level, below) : undefined);
      below = Math.floor(below / TILE_WIDTH);
    }
  }

  #rowFault(
    { seqs, types, verdicts, count }: RowPage,
    place: number,
    line: Uint8Array,
  ): StoredFault | undefined {
    const scanner = this.#scanner;
    // What is no record is named by the verifier.
    if (!scanner.scan(line, 0, line.length)) return undefined;
    const { seq } = scanner;
    const type = DECODER.decode(line.subarray(scanner.type, scanner.typeEnd));
    // As a batch is taken in: what is no verdict of ours is none.
    const verdict = VERDICTS[verdictAt(line, scanner.verdict, scanner.verdictEnd)] ?? "";
    const isOne = seqs.length === count && types.length === count && verdicts.length === count;
    if (isOne && seqs[place] === String(seq) && types[place] === type && verdicts[place] === verdict)
      return undefined;
    const why = `The row of record ${seq} says another number, type or verdict than the record itself: searches do not find it as what it is.`;
    return { code: "NOT_CANONICAL", seq, in: "records", why };
  }

  #tileFault(
    seq: number,
    line: Uint8Array,
    stored: ReadonlyMap<number, Uint8Array>,
  ): StoredFault | undefined {
    const hashes = stored.get(Math.floor(seq / TILE_WIDTH));
    if (hashes === undefined || seq < 0) return undefined;
    const from = (seq % TILE_WIDTH) * HASH_BYTES;
    if (equalBytes(this.#hasher.leaf(line), hashes.subarray(from, from + HASH_BYTES))) return undefined;
    return {
      code: "ROOT_MISMATCH",
      seq,
      in: "tiles",
      why: `Record ${seq} does not have the hash that the tree has of it.`,
    };
  }

  async #missing(level: number, count: number): Promise<StoredFault | undefined> {
    const { tile, sessionId } = auditSessionTiles;
    const [row] = await this.#read
      .select({ there: sql<number>`count(*)` })
      .from(auditSessionTiles)
      .where(
        and(
          eq(sessionId, this.#sessionId),
          eq(auditSessionTiles.level, level),
          gte(tile, 0),
          lt(tile, count),
        ),
      );
    if (row?.there === count) return undefined;
    const why = `The tree has ${row?.there ?? 0} of ${count} full tiles at level ${level}.`;
    return { code: "MISSING_ENTRIES", in: "tiles", why };
  }

  async #upper(level: number, count: number): Promise<StoredFault | undefined> {
    for (let index = 0; index < count; index++) {
      const [own] = await this.#tiles(level, index, index);
      const children = await this.#tiles(level - 1, index * TILE_WIDTH, (index + 1) * TILE_WIDTH - 1);
      const roots = children.map(({ hashes }) => tileRoot(this.#hasher, readTile(hashes, TILE_WIDTH) ?? []));
      if (!equalBytes(Buffer.concat(roots), own?.hashes ?? new Uint8Array(0)))
        return {
          code: "ROOT_MISMATCH",
          in: "tiles",
          why: `Tile ${index} at level ${level} is not made of those below it.`,
        };
      await letOthersRun();
    }
    return undefined;
  }

  #tiles(level: number, first: number, last: number) {
    const { tile, hashes, sessionId } = auditSessionTiles;
    return this.#read
      .select({ tile, hashes })
      .from(auditSessionTiles)
      .where(
        and(
          eq(sessionId, this.#sessionId),
          eq(auditSessionTiles.level, level),
          gte(tile, first),
          lt(tile, last + 1),
        ),
      )
      .orderBy(asc(tile));
  }
}
