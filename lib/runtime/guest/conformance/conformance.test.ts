import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { platformCommands } from "../../node/testing/platform-commands";
import { runGuest } from "../../node/testing/run-guest";
import { AREAS, programOf, readCases, resultsOf } from "./cases";
import { GAPS } from "./gaps";

const LEAST = 400;
const casesOf = (area: string) =>
  readCases(readFileSync(new URL(`cases/${area}.txt`, import.meta.url), "utf8"));

function inNode(program: string): Map<string, string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "aegis-conformance-")));
  try {
    writeFileSync(join(folder, "main.mjs"), program);
    const { stdout } = spawnSync(process.execPath, ["--no-warnings", "main.mjs"], {
      cwd: folder,
      encoding: "utf8",
    });
    return resultsOf(stdout, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
    const gaps = new Set(GAPS[area] ?? []);
    const unlike = lines
      .filter((line) => node.get(line) !== guest.get(line) && !gaps.has(line))
      .map((line) => ({ line, node: node.get(line), guest: guest.get(line) }));
    expect(unlike).toEqual([]);
    // What has been mended is no gap any more.
    expect([...gaps].filter((line) => node.get(line) === guest.get(line))).toEqual([]);
  });

  it("of enough", () => {
    const count = AREAS.reduce(
      (sum, area) => sum + casesOf(area).lines.length - (GAPS[area]?.length ?? 0),
      0,
    );
    expect(count).toBeGreaterThanOrEqual(LEAST);
  });
});
