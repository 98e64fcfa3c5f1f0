import "server-only";
import { and, eq } from "drizzle-orm";
import { joinBytes, utf8 } from "@/lib/audit/bytes";
import { CompactRange, newTiles, TILE_WIDTH } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import type { Tx } from "../../db/database";
import { auditLeaves, auditLogs, auditLogTiles } from "../../db/schema";
import { workspaceTiles } from "../reading/trees";
import { HASHER } from "./judge";
import { nodesOf } from "./nodes";

/** A leaf that was appended, with all that proves it in the log of that size. */
export interface Anchor {
  readonly leaf: number;
  /** From the sibling of the leaf up: for the last leaf, the perfect subtrees on its left. */
  readonly path: readonly Uint8Array[];
  /** Of the log that ends with the leaf. */
  readonly root: Uint8Array;
}

/** The log of one workspace within one transaction: read once, moved by each leaf, written once. */
export class WorkspaceLog {
  readonly workspaceId: string;
  readonly #tx: Tx;
  readonly #range: CompactRange;
  readonly #firstSize: number;

  private constructor(tx: Tx, workspaceId: string, range: CompactRange) {
    this.workspaceId = workspaceId;
    this.#tx = tx;
    this.#range = range;
    this.#firstSize = range.size;
  }

  static async open(tx: Tx, workspaceId: string): Promise<WorkspaceLog> {
    const { size, range } = auditLogs;
    const [row] = await tx
      .select({ size, range })
      .from(auditLogs)
      .where(eq(auditLogs.workspaceId, workspaceId));
    const nodes = nodesOf(row?.range ?? new Uint8Array(0));
    return new WorkspaceLog(tx, workspaceId, CompactRange.from(HASHER, row?.size ?? 0, nodes));
  }

  get head(): { readonly size: number; readonly root: Uint8Array } {
    return { size: this.#range.size, root: this.#range.root() };
  }

  /** `text` is what the session signed: the three lines of its checkpoint. */
  async append(sessionId: number, text: string): Promise<Anchor> {
    const leaf = this.#range.size;
    const path = this.#range.nodes().reverse();
    await this.#tx.insert(auditLeaves).values({ workspaceId: this.workspaceId, leaf, sessionId, text });
    this.#range.append(HASHER.leaf(utf8(text)));
    await this.#keepTiles(leaf);
    return { leaf, path, root: this.#range.root() };
  }

  /** Tiles of leaves are made of the leaves as they are stored: once in 256 batches. */
  async #keepTiles(before: number): Promise<void> {
    const { workspaceId } = this;
    for (const tile of newTiles(before, before + 1)) {
      if (tile.width < TILE_WIDTH || tile.level === "entries") continue;
      const hashes = await workspaceTiles(this.#tx, HASHER, workspaceId)(tile);
      if (!hashes) throw new Error(`the tile ${tile.level}/${tile.index} of ${workspaceId} cannot be made`);
      await this.#tx
        .insert(auditLogTiles)
        .values({ workspaceId, level: tile.level, tile: tile.index, hashes: Buffer.from(hashes) });
    }
  }

  async write(): Promise<void> {
    const { workspaceId } = this;
    const { size, root } = this.head;
    if (size === this.#firstSize) return;
    const moved = {
      size,
      root: Buffer.from(root),
      range: Buffer.from(joinBytes(this.#range.nodes())),
    };
    if (this.#firstSize === 0) {
      await this.#tx
        .insert(auditLogs)
        .values({ workspaceId, ...moved })
        .onConflictDoUpdate({
          target: auditLogs.workspaceId,
          set: moved,
          setWhere: eq(auditLogs.size, 0),
        });
      return;
    }
    // Of the size that it had when it was read, or nothing: a second writer would be a fork.
    const { rowsAffected } = await this.#tx
      .update(auditLogs)
      .set(moved)
      .where(and(eq(auditLogs.workspaceId, workspaceId), eq(auditLogs.size, this.#firstSize)));
    if (rowsAffected !== 1) throw new AegisError("INTERNAL", { message: "the log of a workspace forked" });
  }
}
