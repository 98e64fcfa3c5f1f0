/** Runs in the page: fetches the input, calls the module, posts what it answered. */
import { startFineClock } from "./fine-clock";
import type { PageTools, RunInPage } from "./page-module";

const tools: PageTools = {
  heapBytes: async () => Number(await (await fetch("/heap")).text()),
  asset: async (name) => {
    const response = await fetch(`/assets/${name}`);
    if (!response.ok) throw new Error(`there is no asset ${name}: name it to runInPage`);
    return new Uint8Array(await response.arrayBuffer());
  },
  fineClock: () => startFineClock("/clock.js"),
};

export async function start(run: RunInPage): Promise<void> {
  try {
    const input: unknown = await (await fetch("/input")).json();
    // Undefined would vanish from the JSON, and the answer with it.
    await post({ answer: (await run(input, tools)) ?? null });
  } catch (error) {
    await post({ error: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error) });
  }
}

async function post(result: unknown): Promise<void> {
  await fetch("/answer", { method: "POST", body: JSON.stringify(result) });
}
