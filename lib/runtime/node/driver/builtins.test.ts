/** The table of modules, held to the Node that runs here and to what an agent finds in its process. */
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { KNOWN_BUILTINS, standingOf } from "../../shim/builtins";
import { runAgent } from "../run/testing/run-agent";

/** Of these the table has to know every module; a later Node may have more, which are refused. */
const KNOWN_MAJOR = 20;

describe("the table of modules", () => {
  it("knows every module of this Node, or refuses it", () => {
    const unknown = builtinModules.filter((name) => !KNOWN_BUILTINS.includes(name.replace(/^node:/, "")));
    expect(unknown.filter((name) => standingOf(name).kind !== "refused")).toEqual([]);
    if (process.versions.node.startsWith(`${KNOWN_MAJOR}.`)) expect(unknown).toEqual([]);
  });

  it("refuses what there is not, whatever it is called", () => {
    for (const name of ["none", "__proto__", "constructor", "node:toString", ""])
      expect(standingOf(name).kind).toBe("refused");
  });

  it("says what an agent finds", async () => {
    const names = [
      ...new Set([...KNOWN_BUILTINS, ...builtinModules.map((name) => name.replace(/^node:/, ""))]),
    ];
    const refused = names.filter((name) => standingOf(name).kind === "refused");
    const replaced = names.filter((name) => standingOf(name).kind === "replaced");
    const { stdout } = await runAgent(
      `export {};
      const load = (name) => import("node:" + name).then((all) => all.default, () => undefined);
      const said = (use) => { try { return String(use()) } catch (e) { return e.code ?? e.message } };
      const wrong = [];
      for (const name of ${JSON.stringify(refused)}) {
        const module = await load(name);
        // Facts of the library's own, as whether a text is an address, are no part of what is refused.
        const calls = Object.entries(module ?? {}).filter(([call, value]) => typeof value === "function" && !call.startsWith("is"));
        for (const [call, value] of calls) if (said(value) !== "ERR_AEGIS_UNSUPPORTED") wrong.push(name + "." + call + " " + said(value));
      }
      for (const name of ${JSON.stringify(replaced)}) if (Object.keys((await load(name)) ?? {}).length === 0) wrong.push(name + " is empty");
      console.log(JSON.stringify(wrong));`,
      {
        toml: '[agent]\nname = "tested"\n[capabilities.filesystem]\nread = ["/workspace/**"]\n',
        driver: "node",
      },
    );
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
