/** The conformance table of the guest's library holds in a process as it does in the machine: the same lines, the same gaps. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AREAS, programOf, readCases, resultsOf } from "../../guest/conformance/cases";
import { platformCommands } from "../testing/platform-commands";
import { type GuestRun, runGuest } from "../testing/run-guest";
import { processMachine } from "./process-machine";
import { loadProcessParts } from "./source";

const parts = loadProcessParts();

async function results(program: string, machine: GuestRun["machine"]): Promise<Map<string, string>> {
  const { stdout, stderr, faults } = await runGuest({
    files: { "/work/main.mjs": program },
    more: platformCommands(),
    ...(machine && { machine }),
  });
  if (faults.length > 0) throw new Error(`${stderr}\n${faults.join("\n")}`);
  return resultsOf(stdout, "/work");
}

describe("the machine and the process say the same", () => {
  it.each(AREAS)("of %s", async (area) => {
    const { setUp, lines } = readCases(
      readFileSync(new URL(`../../guest/conformance/cases/${area}.txt`, import.meta.url), "utf8"),
    );
    const program = programOf({ setUp, lines });
    const { source } = await parts;
    const embedded = await results(program, undefined);
    const node = await results(program, (host, limits) =>
      processMachine({ ...source, allowsCode: false }, host, limits),
    );
    expect(node.size).toBe(lines.length);
    const unlike = lines
      .filter((line) => embedded.get(line) !== node.get(line))
      .map((line) => ({ line, embedded: embedded.get(line), node: node.get(line) }));
    expect(unlike).toEqual([]);
  });
});
