/** Our attacks on the embedded driver in Node: none gets anything, and each leaves a log that verifies. */
import { loadAssets } from "../../lib/runtime/node/run/assets";
import { attackAll } from "./attack-all";

attackAll("embedded", async () => {
  const assets = await loadAssets();
  return () => assets;
});
