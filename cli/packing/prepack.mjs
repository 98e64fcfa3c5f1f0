/**
 * Before `npm pack`: makes the bundle anew, with nothing of an older one beside it.
 */
import { bundle } from "./bundle.mjs";
import { ROOT } from "./paths.mjs";

await bundle(ROOT, { keepOldMs: 0 });
