import "server-only";

/**
 * A reason not to start that a person can mend: one sentence naming the fault and the mend. It is printed without
 * a stack, because the reader's next step is in the sentence and not in our code.
 */
export class StartFault extends Error {
  override readonly name = "StartFault";
}
