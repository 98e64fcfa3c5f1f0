import { sandboxBundle } from "./bundle.mjs";

/** Tests of the sandbox read the bundle; two runs at once may both make it. */
export async function setup() {
  await sandboxBundle();
}
