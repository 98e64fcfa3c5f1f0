/** The conformance table of the guest's library holds in a process as it does in the machine: against real Node, with the same gaps. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AREAS, programOf, readCases, resultsOf } from "../../guest/conformance/cases";
import { gapsOf } from "../../guest/conformance/gaps";
import { inNode, NODE_MAJOR } from "../testing/in-node";
import { platformCommands } from "../testing/platform-commands";
import { runGuest } from "../testing/run-guest";
import { processMachine } from "./process-machine";
import { loadProcessParts } from "./source";

const parts = loadProcessParts();

async function inProcess(program: string): Promise<Map<string, string>> {
  const { source } = await parts;
  const { stdout, stderr, faults } = await runGuest({
    files: { "/work/main.mjs": program },
    more: platformCommands(),
    machine: (host, limits) => processMachine({ ...source, allowsCode: false }, host, limits),
  });
  if (faults.length > 0) throw new Error(`${stderr}\n${faults.join("\n")}`);
  return resultsOf(stdout, "/work");
}

describe("Node and the process say the same", () => {
  it.each(AREAS)("of %s", async (area) => {
    const path = new URL(`../../guest/conformance/cases/${area}.txt`, import.meta.url);
    const { setUp, lines } = readCases(readFileSync(path, "utf8"));
    const program = programOf({ setUp, lines });
    const node = inNode(program);
    const agent = await inProcess(program);
    expect(agent.size).toBe(lines.length);
    const { known } = gapsOf(area, NODE_MAJOR);
    const unlike = lines
      .filter((line) => node.get(line) !== agent.get(line) && !known.has(line))
      .map((line) => ({ line, node: node.get(line), agent: agent.get(line) }));
    expect(unlike).toEqual([]);
  });
});
