/** How far a long command is, on standard error, where somebody watches it; one line that is gone when it ends. */
import type { ProcessIo } from "../io/process-io";

const EVERY_MS = 200;
/** What is over at once shows nothing. */
const FIRST_MS = 500;

type Watched = Pick<ProcessIo, "isWatched" | "rewrite">;

export class ProgressLine {
  private readonly io: Watched;
  private readonly total: number | undefined;
  private next = performance.now() + FIRST_MS;
  private isShown = false;

  constructor(io: Watched, total: number | undefined) {
    this.io = io;
    this.total = total;
  }

  show({ bytes, records }: { readonly bytes: number; readonly records: number }): void {
    const now = performance.now();
    if (!this.io.isWatched || now < this.next) return;
    this.next = now + EVERY_MS;
    this.isShown = true;
    const part = this.total ? `, ${Math.min(100, Math.floor((bytes / this.total) * 100))} %` : "";
    this.io.rewrite(`${records.toLocaleString("en")} records, ${Math.round(bytes / 1e6)} MB${part}`);
  }

  end(): void {
    if (this.isShown) this.io.rewrite("");
  }
}
