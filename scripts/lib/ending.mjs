const GRACE_MS = 3_000;
/** npm passes on a Ctrl-C that the terminal has already sent, so two within this time are one. */
const SAME_SIGNAL_MS = 500;
const PARENT_POLL_MS = 250;

/** Read when the process begins, before anybody can have gone. */
const parent = process.ppid;

/**
 * The first signal stops accepting and lets requests finish for a moment; the second ends at once.
 *
 * npm hands a SIGTERM to the shell between us and not to us. So when npm started us and the shell is gone, that was
 * a signal as well; otherwise a server would be left behind that nobody holds.
 * @param {import("node:http").Server} server
 * @param {() => Promise<void>} close
 */
export function endWhenTold(server, close) {
  let first = 0;
  const end = async () => {
    if (first !== 0) {
      if (Date.now() - first > SAME_SIGNAL_MS) process.exit(0);
      return;
    }
    first = Date.now();
    clearInterval(watch);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const limit = new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    await Promise.race([closed, limit]);
    server.closeAllConnections();
    await Promise.race([close(), limit]).catch(() => {});
    process.exit(0);
  };
  const watch = setInterval(() => process.ppid !== parent && end(), PARENT_POLL_MS);
  watch.unref();
  if (process.env.npm_lifecycle_event === undefined) clearInterval(watch);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
}
