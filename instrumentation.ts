/** Next calls this once in each process that serves, before the first request. A build does not come here. */
export async function register(): Promise<void> {
  // The other runtime has no database, and nothing of ours runs in it.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startWatching } = await import("./server/watching");
  const { openFront } = await import("./server/front");
  await openFront();
  await startWatching();
}
