/** What is remembered of a run when it begins, and when it is over. A browser that keeps nothing is no fault. */
import { keepsBodies } from "../bodies/keeping";
import type { Shown } from "../run/shown";
import { eraseWhole, type LastRun, rememberRun, rememberWhole } from "./database";
import { forgetInTab, keepInTab } from "./tab-store";
import { wholeOf } from "./whole-run";

export class RunKeeper {
  readonly #workspaceId: string;
  /** The choice holds for a whole run: what began without it is not kept when it ends. */
  #keepsBodies = false;

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
  }

  begun(run: LastRun): void {
    this.#keepsBodies = keepsBodies(this.#workspaceId);
    forgetInTab();
    void rememberRun(this.#workspaceId, run).catch(NOT_KEPT);
  }

  over(run: Readonly<Shown>): void {
    const whole = wholeOf(run);
    if (!whole) return;
    if (this.#keepsBodies) void rememberWhole(this.#workspaceId, whole).catch(NOT_KEPT);
    else keepInTab(whole);
  }

  /** Another run is about to go on from this one. Remembered on, it would be a run of which nothing was used up since. */
  goesOn(): void {
    forgetInTab();
    void eraseWhole(this.#workspaceId).catch(NOT_KEPT);
  }
}

const NOT_KEPT = () => {};
