import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runGuest } from "../../node/testing/run-guest";
import { BUNDLE_FOLDER } from "../../node/thread/parts";
import { API, apiPage } from "./api";
import { AREAS, readCases } from "./cases";
import { GAPS } from "./gaps";

const PAGE = "docs/guest-api.md";

function calls(): Record<string, string[]> {
  const path = join(BUNDLE_FOLDER, "builtins.json");
  const builtins = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(builtins).map(([name, text]) => [
      name,
      [...text.matchAll(/ as ([^ ]+) \};/g)].map(([, call]) => call ?? ""),
    ]),
  );
}

it("docs/guest-api.md says what the library has, and how much of it is held to Node", async () => {
  const counts = Object.fromEntries(
    AREAS.map((area) => {
      const { lines } = readCases(readFileSync(new URL(`cases/${area}.txt`, import.meta.url), "utf8"));
      return [area, lines.length - (GAPS[area]?.length ?? 0)];
    }),
  );
  const page = apiPage(calls(), counts);
  if (process.env.WRITE_DOCS) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});

it("what is marked as missing says so, and every marked call is there to say it", async () => {
  const wanted = Object.entries(API).flatMap(([name, { no = [], partly = {} }]) => [
    ...no.map((call) => [name, call, true]),
    ...Object.keys(partly).map((call) => [name, call, false]),
  ]);
  const { stdout, stderr } = await runGuest({
    files: {
      "/work/main.mjs": `
        import { createRequire } from "node:module";
        const require = createRequire("/work/main.mjs");
        for (const [name, call, isMissing] of ${JSON.stringify(wanted)}) {
          const found = require(name)[call];
          let code;
          try { if (isMissing) Reflect.construct(found, []); } catch (e) { code = e.code; }
          try { if (isMissing && code !== "ERR_AEGIS_UNSUPPORTED") found(); } catch (e) { code = e.code; }
          if (found === undefined || (isMissing && code !== "ERR_AEGIS_UNSUPPORTED")) console.log(name, call, code);
        }
        console.log("done");
      `,
    },
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("done\n");
});
