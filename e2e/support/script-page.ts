/** A script of the tests in a page of its own, on loopback and under the headers of our pages: nothing of the app in it. */
import { serve } from "../../bench/browser/serve";
import { bundle } from "./bundle";

/** `name` is of a file beside this one. */
export async function serveScript(name: string): Promise<{ url: string; close(): Promise<void> }> {
  return serve({
    script: await bundle(`e2e/support/${name}`),
    input: null,
    assets: {},
    heapBytes: async () => 0,
    onAnswer: () => {},
  });
}
