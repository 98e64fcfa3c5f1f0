import "server-only";
import { currentEnv } from "./current-env";
import type { Front } from "./http/front";
import { partsFront } from "./sandbox/front";
import { staticFront } from "./static/front";
import { procedureFront } from "./trpc/front";

/** Where the process that listens looks for it: it is no part of what Next bundles. */
const SLOT = Symbol.for("aegis.front");

/** What is answered before Next sees it. In production only: what is edited while it runs, Next alone has in its newest form. */
export async function openFront(): Promise<void> {
  const env = currentEnv();
  if (!env.production) return;
  const root = process.cwd();
  const fronts = [await staticFront(root), await partsFront(root, env), procedureFront(env)];
  const first: Front = (request, response) => {
    for (const front of fronts) {
      const answering = front(request, response);
      if (answering) return answering;
    }
    return undefined;
  };
  (globalThis as { [SLOT]?: Front })[SLOT] = first;
}
