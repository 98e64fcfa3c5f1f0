/**
 * The shell's library reads the clock and the random numbers of its realm: `date`, $RANDOM, $SECONDS. In a run that is recorded
 * or replayed these have to be the session's, so the realm's own are exchanged while it goes on. That is for a realm which
 * does nothing else: the command line's, and that of a cell's worker.
 *
 * The time stands still between two moments at which the session itself looks at its clock: how often a library looks is
 * its own affair, and no part of a recording.
 */
import { joinBytes, utf8 } from "../../audit/bytes";
import type { Hasher } from "../../audit/hash";
import type { Course } from "./course";
import { seededRandom } from "./seeded-random";

const FRACTION_BITS = 32;

/** Answers with what puts everything back. */
export function sessionShell(course: Course, hasher: Hasher, seed: Uint8Array): () => void {
  const { Date: realm } = globalThis;
  const { random } = Math;
  // Not the session's own bytes: others of this realm may ask for numbers too.
  const bytes = seededRandom(hasher, hasher.sha256(joinBytes([utf8("shell"), seed])));
  const word = new Uint8Array(FRACTION_BITS / 8);
  Math.random = () => {
    bytes(word);
    return new DataView(word.buffer).getUint32(0) / 2 ** FRACTION_BITS;
  };
  globalThis.Date = new Proxy(realm, {
    construct: (target, values, self) =>
      Reflect.construct(target, values.length === 0 ? [course.lastTime] : values, self),
    apply: (target) => new target(course.lastTime).toString(),
    get: (target, name) => (name === "now" ? () => course.lastTime : Reflect.get(target, name)),
  });
  return () => {
    globalThis.Date = realm;
    Math.random = random;
  };
}
