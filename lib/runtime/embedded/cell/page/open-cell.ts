/** Opens a cell: its frame, its worker, its machine, each in its time, and then its place in the log. */
import { Cell, type CellOptions } from "./cell";
import { CellFault } from "./fault";
import { type Frame, openFrame } from "./frame";
import { BOOT_LIMITS } from "./state";

/** Resolves when a run can start; rejects with a CellFault, and then nothing is left. */
export async function openCell(options: CellOptions): Promise<Cell> {
  const cell = new Cell(await frameOf(options), options);
  try {
    await cell.boot();
    return cell;
  } catch (cause) {
    cell.close();
    throw cause;
  }
}

async function frameOf({ parts, document: holder = document }: CellOptions): Promise<Frame> {
  const abort = new AbortController();
  const { ms, late } = BOOT_LIMITS.frame;
  const timer = setTimeout(() => abort.abort(new CellFault("late", late)), ms);
  try {
    return await openFrame(parts.program, holder, abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
