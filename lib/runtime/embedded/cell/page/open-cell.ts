/** Opens a cell: a worker with its machine, and then its place in the log. */
import { Cell, type CellOptions } from "./cell";
import type { SpareWorker } from "./spare";

/** Resolves when a run can start; rejects with a CellFault, and then nothing is left. */
export async function openCell(options: CellOptions, workers: SpareWorker): Promise<Cell> {
  const cell = new Cell(await workers.take(options.parts), options);
  try {
    await cell.begin();
    return cell;
  } catch (cause) {
    cell.close();
    throw cause;
  }
}
