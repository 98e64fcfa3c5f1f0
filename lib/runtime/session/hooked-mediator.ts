/** A mediator whose actions pass through others first, which may look at them and add to what happens; never decide. */
import type { Action } from "../../mediator/action";
import { type CallOptions, Mediator, type MediatorParts } from "../../mediator/mediator";

export type Around = <Result>(action: Action<Result>) => Action<Result>;

export class HookedMediator extends Mediator {
  readonly #around: readonly Around[];

  constructor(parts: MediatorParts, around: readonly Around[]) {
    super(parts);
    this.#around = around;
  }

  override act<Result>(action: Action<Result>, options?: CallOptions): Result | Promise<Result> {
    let hooked = action;
    for (const around of this.#around) hooked = around(hooked);
    return super.act(hooked, options);
  }
}
