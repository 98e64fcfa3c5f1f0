import type { Late } from "./late";
import { sayNotArrived } from "./say-not-arrived";

/** What is there, or undefined after a message that says what to do. */
export async function fetchOrSay<T>(part: Late<T>): Promise<T | undefined> {
  try {
    return await part.fetch();
  } catch {
    sayNotArrived();
    return undefined;
  }
}
