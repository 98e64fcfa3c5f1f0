import { nodeHasher, olderHash } from "./hash";
import { hasherCases } from "./testing/hasher-cases";

hasherCases("of Node", () => nodeHasher());
hasherCases("of an older Node, without one-shot hashes", () => nodeHasher(olderHash));
