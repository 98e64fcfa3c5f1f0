import { randomBytes } from "node:crypto";
import { newId } from "@/lib/ids";
import { defineBench } from "./support";

const COUNT = 1_000;
const RANDOM_BYTES = 17; // 136 bits, as near as whole bytes come to the 130 of ours

function many(make: () => string): string[] {
  return Array.from({ length: COUNT }, make);
}

export const bench = defineBench({
  what: "making an identifier: ours, a UUID of the platform (122 random bits), base64 of random bytes",
  contenders: {
    newId: () => many(() => newId("workspace")),
    randomUUID: () => many(() => crypto.randomUUID()),
    base64url: () => many(() => `ws_${randomBytes(RANDOM_BYTES).toString("base64url")}`),
  },
  baseline: "newId",
  operations: COUNT,
  // Random by design: the same work is to make so many that are all different.
  comparable: (ids) => new Set(ids).size,
});
