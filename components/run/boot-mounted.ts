import type { Box } from "@/lib/runtime/driver";

/** A box that is ready for its agent, or nothing: what fails on the way leaves neither a sandbox nor an open log. */
export async function bootMounted(
  boot: () => Promise<Box>,
  ready: (box: Box) => Promise<void>,
  journal: { close(): Promise<void> },
): Promise<Box> {
  let box: Box | undefined;
  try {
    box = await boot();
    await ready(box);
    return box;
  } catch (cause) {
    // The session is closed in its log before the log is; why it failed is what the author wants to know.
    await box?.teardown("keep").catch(() => {});
    await journal.close().catch(() => {});
    throw cause;
  }
}
