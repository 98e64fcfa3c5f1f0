import { nodeHasher } from "../lib/runtime/node/hash";
import { appending, fastest, hashing, PER_CALL } from "./audit/append";
import { governanceLogger } from "./audit/peers";
import { conclude, promisesOf } from "./audit/promises";
import { verifyPromises } from "./audit/verifying";
import { browserName, runInPage } from "./browser/run-in-page";
import { defineBench } from "./support";

const hasher = nodeHasher();
const append = appending(hasher);
const bare = hashing(hasher, hasher.sha256Hex);

export const bench = defineBench<number>({
  what: "appending records of about 330 bytes: canonical form, link and tree, against one bare SHA-256 of each",
  contenders: { "aegis append": append, "bare SHA-256": bare, "agent-governance-sdk": governanceLogger() },
  baseline: "bare SHA-256",
  operations: PER_CALL,
  conclude: async (ratios) => {
    const inNode = fastest({ append, "our hash": bare }, () => performance.now());
    const promises = promisesOf("Node", inNode, 300_000);
    const peer = (ratios.get("agent-governance-sdk") ?? 0) / (ratios.get("aegis append") ?? 1);
    const lines = [`agent-governance-sdk takes ${peer.toFixed(2)} times as long as aegis`];
    if (browserName() === null) lines.push("not measured in a page: there is no browser");
    else
      promises.push(
        ...promisesOf("a page", await runInPage(new URL("./audit/page.ts", import.meta.url)), 120_000),
      );
    promises.push(...(await verifyPromises(process.argv.includes("--short"))));
    return conclude(promises, lines);
  },
});
