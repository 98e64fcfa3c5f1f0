/**
 * The program of a cell's worker: takes the port that the document hands on, and does what the page says by it. Guests
 * run in the machine; the mediator, the file system and the making of records are here, outside of it.
 */

import type { ShellParts } from "../../../shell";
import type { ToCell } from "../protocol";
import { port, tick } from "./confine";
import { CellRun } from "./run";

export function startCell(shell: ShellParts): void {
  port.then((page) => {
    const run = new CellRun((message, transfer = []) => page.postMessage(message, transfer), { shell, tick });
    page.onmessage = ({ data }: MessageEvent<ToCell>) => {
      run.take(data).catch(() => page.postMessage({ kind: "failed", what: "host" }));
    };
    page.postMessage({ kind: "up" });
  });
}
