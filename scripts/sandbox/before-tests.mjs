import { sandboxBundle } from "./bundle.mjs";
import { waitingMachine } from "./waiting-machine.mjs";

/** Tests of the sandbox read the bundle; two runs at once may both make it. */
export async function setup() {
  await Promise.all([sandboxBundle(), waitingMachine()]);
}
