import "server-only";
import { instance } from "./instance";
import { logError } from "./log";

/**
 * What a process does beside answering: it looks at every stored log, and asks witnesses for what they have not seen. It is
 * only begun here; requests are answered meanwhile, and whoever is to sign something looks at that first by itself.
 */
export async function startWatching(): Promise<void> {
  try {
    const { checks, witnesses } = await instance();
    checks.start();
    await witnesses.start();
  } catch (error) {
    // A database that cannot be reached now may be there for the first request: that is no reason to serve nothing.
    logError("watching", error);
  }
}
