import { createHash } from "node:crypto";
import { nodeHasher } from "./hash";
import { hasherCases } from "./testing/hasher-cases";

hasherCases("of Node", () => nodeHasher());
hasherCases("of an older Node, without one-shot hashes", () =>
  nodeHasher((algorithm, data, encoding) => createHash(algorithm).update(data).digest(encoding)),
);
