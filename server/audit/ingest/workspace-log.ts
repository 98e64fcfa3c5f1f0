import "server-only";
import { joinBytes, utf8 } from "@/lib/audit/bytes";
import { CompactRange } from "@/lib/audit/tree";
import { AegisError } from "@/lib/errors";
import type { Row, Statements } from "../../db/statements";
import { nodesOf } from "../nodes";
import { fullTiles } from "./full-tiles";
import { HASHER } from "./judge";

/** A leaf that was appended, with all that proves it in the log of that size. */
export interface Anchor {
  readonly leaf: number;
  /** From the sibling of the leaf up: for the last leaf, the perfect subtrees on its left. */
  readonly path: readonly Uint8Array[];
  /** Of the log that ends with the leaf. */
  readonly root: Uint8Array;
}

const READ = "SELECT size, range FROM audit_logs WHERE workspace_id = ?";
const KEEP_LEAF = "INSERT INTO audit_leaves (workspace_id, leaf, session_id, text) VALUES (?, ?, ?, ?)";
const LEAVES =
  "SELECT CAST(text AS BLOB) AS text FROM audit_leaves WHERE workspace_id = ? AND leaf >= ? AND leaf < ? ORDER BY leaf";
const TILES =
  "SELECT hashes FROM audit_log_tiles WHERE workspace_id = ? AND level = ? AND tile >= ? AND tile < ? ORDER BY tile";
const KEEP_TILE = "INSERT INTO audit_log_tiles (workspace_id, level, tile, hashes) VALUES (?, ?, ?, ?)";
// Of the size that it had when it was read, or nothing: a second writer would be a fork.
const MOVE = `INSERT INTO audit_logs (workspace_id, size, root, range) VALUES (?1, ?2, ?3, ?4)
  ON CONFLICT (workspace_id) DO UPDATE SET size = excluded.size, root = excluded.root, range = excluded.range
  WHERE size = ?5`;

/** The log of one workspace within one transaction: read once, moved by each leaf, written once. */
export class WorkspaceLog {
  readonly workspaceId: string;
  readonly #statements: Statements;
  readonly #range: CompactRange;
  readonly #firstSize: number;

  private constructor(statements: Statements, workspaceId: string, row: Row | undefined) {
    this.workspaceId = workspaceId;
    this.#statements = statements;
    this.#firstSize = Number(row?.size ?? 0);
    const range = (row?.range ?? new Uint8Array(0)) as Uint8Array;
    this.#range = CompactRange.from(HASHER, this.#firstSize, nodesOf(range));
  }

  static async open(statements: Statements, workspaceId: string): Promise<WorkspaceLog> {
    const row = await statements.row(READ, [workspaceId]);
    return new WorkspaceLog(statements, workspaceId, row);
  }

  /** `text` is what the session signed: the three lines of its checkpoint. */
  async append(sessionId: number, text: string): Promise<Anchor> {
    const leaf = this.#range.size;
    const path = this.#range.nodes().reverse();
    await this.#statements.run(KEEP_LEAF, [this.workspaceId, leaf, sessionId, text]);
    this.#range.append(HASHER.leaf(utf8(text)));
    await this.#keepTiles(leaf);
    return { leaf, path, root: this.#range.root() };
  }

  /** Tiles of leaves are made of the leaves as they are stored: once in 256 batches. */
  #keepTiles(leaf: number): Promise<void> {
    const { workspaceId } = this;
    return fullTiles(leaf, leaf + 1, {
      leaves: async (first, end) => {
        const rows = await this.#statements.rows(LEAVES, [workspaceId, first, end]);
        return Buffer.concat(rows.map(({ text }) => HASHER.leaf(text as Uint8Array)));
      },
      tiles: async (level, first, end) => {
        const rows = await this.#statements.rows(TILES, [workspaceId, level, first, end]);
        return rows.map(({ hashes }) => hashes as Uint8Array);
      },
      keep: async (level, tile, hashes) => {
        await this.#statements.run(KEEP_TILE, [workspaceId, level, tile, hashes]);
      },
    });
  }

  async write(): Promise<void> {
    const { size } = this.#range;
    if (size === this.#firstSize) return;
    const range = joinBytes(this.#range.nodes());
    const moved = await this.#statements.run(MOVE, [
      ...[this.workspaceId, size, this.#range.root(), range, this.#firstSize],
    ]);
    if (moved !== 1) throw new AegisError("INTERNAL", { message: "the log of a workspace forked" });
  }
}
