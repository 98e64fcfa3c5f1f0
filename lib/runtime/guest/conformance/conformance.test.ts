import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inNode, NODE_MAJOR } from "../../node/testing/in-node";
import { platformCommands } from "../../node/testing/platform-commands";
import { runGuest } from "../../node/testing/run-guest";
import { AREAS, programOf, readCases, resultsOf } from "./cases";
import { GAPS, gapsOf } from "./gaps";

const LEAST = 400;
const casesOf = (area: string) =>
  readCases(readFileSync(new URL(`cases/${area}.txt`, import.meta.url), "utf8"));

async function inGuest(program: string): Promise<Map<string, string>> {
  const { stdout, stderr, faults } = await runGuest({
    files: { "/work/main.mjs": program },
    more: platformCommands(),
  });
  if (faults.length > 0) throw new Error(`${stderr}\n${faults.join("\n")}`);
  return resultsOf(stdout, "/work");
}

describe("Node and the sandbox say the same", () => {
  it.each(AREAS)("of %s", async (area) => {
    const { setUp, lines } = casesOf(area);
    const program = programOf({ setUp, lines });
    const [node, guest] = [inNode(program), await inGuest(program)];
    expect(node.size).toBe(lines.length);
    const { known, must } = gapsOf(area, NODE_MAJOR);
    const unlike = lines
      .filter((line) => node.get(line) !== guest.get(line) && !known.has(line))
      .map((line) => ({ line, node: node.get(line), guest: guest.get(line) }));
    expect(unlike).toEqual([]);
    // What has been mended is no gap any more.
    expect(must.filter((line) => node.get(line) === guest.get(line))).toEqual([]);
  });

  it("of enough", () => {
    const count = AREAS.reduce(
      (sum, area) => sum + casesOf(area).lines.length - (GAPS[area]?.length ?? 0),
      0,
    );
    expect(count).toBeGreaterThanOrEqual(LEAST);
  });
});
