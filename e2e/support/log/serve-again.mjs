/** A start over a folder that a whole start has prepared before: what serves is the same, what only makes sure is left out. */
import { ROOT } from "../../../scripts/lib/root.mjs";
import { serve } from "../../../scripts/lib/serve.mjs";

process.chdir(ROOT);
Object.assign(process.env, { NODE_ENV: "production" });
await serve(ROOT, { dev: false, host: "127.0.0.1", port: 0 });
