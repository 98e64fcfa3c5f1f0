/** Every attack on one driver of the command line, as tests. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DriverAssets } from "../../lib/runtime/node/run/assets";
import type { AgentSpec } from "../../lib/spec/agent-spec";
import { type DriverName, readAttacks } from "./attack";
import { faultsOf } from "./judge";
import { attackInNode } from "./run-in-node";
import { openServers, type Servers } from "./servers";
import { tokens } from "./tokens";

type AssetsFor = (spec: AgentSpec) => DriverAssets;

/** `oneOf`: how many attacks there are for each that is tried; with HEAVY in the environment all of them are. */
export function attackAll(driver: DriverName, load: () => Promise<AssetsFor>, oneOf = 1): void {
  const share = process.env.HEAVY === undefined ? oneOf : 1;
  const attacks = readAttacks()
    .filter(({ notIn }) => !notIn.includes(driver))
    .filter((_, at) => at % share === 0);
  let assetsFor: AssetsFor;
  let servers: Servers;

  beforeAll(async () => {
    process.env.AEGIS_HOST_SECRET = tokens.host;
    [assetsFor, servers] = await Promise.all([load(), openServers()]);
  });
  afterAll(() => {
    delete process.env.AEGIS_HOST_SECRET;
    servers.close();
  });

  describe.each([...new Set(attacks.map(({ kind }) => kind))])(`attacks on ${driver} by %s`, (kind) => {
    const own = attacks.filter((attack) => attack.kind === kind);
    it.each(own.map((attack) => [attack.name, attack] as const))(
      "%s",
      { timeout: 120_000 },
      async (_, attack) => {
        const { outcome, planted } = await attackInNode(attack, assetsFor, servers);
        expect(faultsOf(attack, outcome, planted)).toEqual([]);
      },
    );
  });
}
