/** Every call that is there is used by an agent: what docs/guest-api.md marks so, and no other. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EVERYTHING_FILES } from "../agents/testing/everything";
import { AGENTS } from "./same-agents";
import { readUses, USED_ELSEWHERE, USES } from "./uses";

const PAGE = readFileSync("docs/guest-api.md", "utf8");
const uses = new Map(
  USES.flatMap((name) => [...readUses(readFileSync(new URL(`uses/${name}.txt`, import.meta.url), "utf8"))]),
);

/** `module.call`, as the page has them: in tables, and the globals in a sentence. */
function documented(): { there: string[]; missing: string[] } {
  const there: string[] = [];
  const missing: string[] = [];
  let module = "";
  for (const line of PAGE.split("\n")) {
    module = /^## (\S+)$/.exec(line)?.[1] ?? module;
    const [, call, mark] = /^\| `(\w+)` \| (yes|partly|no) \|/.exec(line) ?? [];
    if (call !== undefined) (mark === "no" ? missing : there).push(`${module}.${call}`);
  }
  const [, globals = ""] = /^Globals: (.+)$/m.exec(PAGE) ?? [];
  for (const [, name] of globals.matchAll(/`(\w+)`/g)) there.push(`globals.${name}`);
  return { there, missing };
}

describe("the calls of docs/guest-api.md", () => {
  const { there, missing } = documented();
  const used = [...uses].flatMap(([module, calls]) => [...calls.keys()].map((call) => `${module}.${call}`));

  it("are many", () => {
    expect(there.length).toBeGreaterThan(500);
  });

  it("that are there are used, each by an agent or elsewhere for a reason", () => {
    expect(there.filter((call) => !used.includes(call) && !(call in USED_ELSEWHERE))).toEqual([]);
  });

  it("that are used are in the table, and what is missing is not among them", () => {
    // Timers and web streams are in the sentence on globals by the name of their kind.
    const known = new Set(there);
    expect(used.filter((call) => !call.startsWith("globals.") && !known.has(call))).toEqual([]);
    expect(used.filter((call) => missing.includes(call))).toEqual([]);
  });

  it("stand in the expressions that are to use them", () => {
    const unused = [...uses].flatMap(([module, calls]) =>
      [...calls]
        .filter(([call, expression]) => !expression.includes(call))
        .map(([call]) => `${module}.${call}`),
    );
    expect(unused).toEqual([]);
  });

  it("that are used elsewhere are", () => {
    const texts = [...Object.values(AGENTS), ...Object.values(EVERYTHING_FILES)].join("\n");
    for (const name of Object.keys(USED_ELSEWHERE)) {
      const call = name.slice(name.lastIndexOf(".") + 1);
      expect(texts, name).toMatch(new RegExp(`\\b${call}\\b`));
    }
  });
});
