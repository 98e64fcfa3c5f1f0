/** Opens a cell: its frame, its worker, its machine, each in its time, and then its place in the log. */
import { Cell, type CellOptions } from "./cell";
import type { SpareFrame } from "./spare";

/** Resolves when a run can start; rejects with a CellFault, and then nothing is left. */
export async function openCell(options: CellOptions, frames: SpareFrame): Promise<Cell> {
  const frame = await frames.take();
  const cell = new Cell(frame.handOver(options.parts.program), options);
  try {
    await cell.boot();
    return cell;
  } catch (cause) {
    cell.close();
    throw cause;
  }
}
