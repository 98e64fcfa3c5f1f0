/** The same attacks on the driver of a whole Node: each in a process of its own, so most of them only with HEAVY. */
import { driverAssets, loadNodeAssets } from "../../lib/runtime/node/driver/run-node";
import { attackAll } from "./attack-all";

const ONE_OF = 6;

attackAll(
  "node",
  async () => {
    const assets = await loadNodeAssets();
    return (spec) => driverAssets(assets, spec);
  },
  ONE_OF,
);
