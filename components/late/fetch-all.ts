import { ALL, type Late } from "./late";
import { whenIdle } from "./when-idle";

const idle = () => new Promise<void>((resolve) => void whenIdle(resolve));
const online = () =>
  navigator.onLine
    ? Promise.resolve()
    : new Promise<void>((resolve) => addEventListener("online", () => resolve(), { once: true }));

/**
 * Fetches in idle time, one after the other, all that the modules of this page name and what those name in turn: a page that is
 * worked in goes on working without a network. What fails is asked for again by whoever needs it. Resolves when it was all tried.
 */
export async function fetchAll(
  signal: AbortSignal,
  all: ReadonlySet<Late<unknown>> = ALL,
  turn: () => Promise<unknown> = async () => {
    await online();
    await idle();
  },
): Promise<void> {
  // A set is walked to its end, and what is added on the way is a part of it.
  for (const part of all) {
    await turn();
    if (signal.aborted) return;
    await part.fetch().catch(() => {});
  }
}
