/**
 * The mediator of a run that goes on from another one. Until it goes on it is that of the run before, with its policy and into the log
 * that it is held to; from then on it is one of its own, with the policy that is in force now. Whoever holds it notices nothing.
 *
 * Guarantees: it is handed over once, and only where nothing is open; one that is refused does nothing for anybody any more.
 */
import type { Entry } from "../../../../audit/record";
import type { Action, Outcome } from "../../../../mediator/action";
import type { CallOptions, Mediator, MediatorParts } from "../../../../mediator/mediator";
import { refusal } from "../../../../mediator/refusal";
import type { PolicyRequest } from "../../../../policy";
import { type Around, HookedMediator } from "../../../session/hooked-mediator";

export class TakenOver extends HookedMediator {
  #before: Mediator | undefined;
  #isRefused = false;

  /** `before`: of the run that is gone on from. */
  constructor(before: Mediator, parts: MediatorParts, around: readonly Around[]) {
    super(parts, around);
    this.#before = before;
  }

  goOn(): void {
    this.#before = undefined;
  }

  refuse(): void {
    this.#isRefused = true;
  }

  override act<Result>(action: Action<Result>, options?: CallOptions): Result | Promise<Result> {
    if (this.#isRefused) throw refusal("ENDED");
    return this.#before ? this.#before.act(action, options) : super.act(action, options);
  }
  override would(request: PolicyRequest) {
    return this.#before ? this.#before.would(request) : super.would(request);
  }
  override note(entry: Entry): number {
    return this.#before ? this.#before.note(entry) : super.note(entry);
  }
  override body(bytes: Uint8Array) {
    return this.#before ? this.#before.body(bytes) : super.body(bytes);
  }
  override isHeld(of: number): boolean {
    return this.#before ? this.#before.isHeld(of) : super.isHeld(of);
  }
  override conclude(of: number, outcome: Outcome): void {
    if (this.#before) this.#before.conclude(of, outcome);
    else super.conclude(of, outcome);
  }
  override end(): void {
    this.#before?.end();
    super.end();
  }
}
