/** Our attacks on the cell of the browser: one page a kind, one cell after the other, and the page stays awake. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Attack, filled, readAttacks } from "./attacks/attack";
import { faultsOf, type Outcome } from "./attacks/judge";
import { KIT } from "./attacks/kit";
import { sectionsOf } from "./attacks/settings";
import { tokens } from "./attacks/tokens";
import { bringCellApi } from "./support/bring-cell";
import type { CellApi, RunSpec } from "./support/cell-page";
import { expect, expectFailure, test } from "./support/test";
import { withoutJspi } from "./support/without-jspi";

declare const cellApi: CellApi;

/** Nobody answers there, and the policy of the page lets nothing through but to its own server. */
const ALLOWED = "https://allowed.example:8443";
const AWAKE_MS = 2000;
/** A cell that hears nothing is taken away by the page, whatever limit it has passed. */
const TAKEN_AWAY = ["cpu", "wall", "stopped", "broken"];

/** In Node each of them is tried every time; here every sixth one, and all with HEAVY in the environment. */
const ONE_OF = process.env.HEAVY === undefined ? 6 : 1;

const attacks = readAttacks()
  .filter(({ notIn }) => !notIn.includes("cell"))
  .filter((_, at) => at % ONE_OF === 0);

/** With HEAVY also out of the other machine, which is sent to a browser without JSPI. */
const MACHINES = process.env.HEAVY === undefined ? [""] : ["", " without JSPI"];
const KINDS = [...new Set(attacks.map((attack) => attack.kind))];

for (const [kind, without] of KINDS.flatMap((kind) => MACHINES.map((without) => [kind, without] as const))) {
  test(`attacks by ${kind} get nothing out of a cell${without}`, async ({ page }) => {
    test.setTimeout(600_000);
    let hasReached = false;
    const canaryRequests: string[] = [];
    const canary = createServer((request, response) => {
      canaryRequests.push(`${request.method} ${request.url}`);
      response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end("canary");
    });
    await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    try {
      if (without !== "") await withoutJspi(page);
      await bringCellApi(page);
      for (const attack of attacks.filter((each) => each.kind === kind)) {
        const run = await page.evaluate((spec) => cellApi.run(spec), specFor(attack, address));
        const outcome: Outcome = {
          end: run.end,
          output: run.text,
          records: run.records,
          verdict: run.verdict,
          allowedRequests: [],
          canaryRequests,
          // Its files are gone with it.
          changed: [],
          // A guest that breaks its own side is told of as a sandbox that failed.
          failures: run.end?.reason === "broken" ? [] : run.troubles,
        };
        // What the spec allows the browser refuses, in its own words.
        if (
          !hasReached &&
          run.records.some(({ type, data }) => type === "net.fetch" && data.verdict === "allow")
        ) {
          expectFailure(/allowed\.example/);
          hasReached = true;
        }
        const patient = isLimited(attack) ? { ...attack, ends: [...attack.ends, ...TAKEN_AWAY] } : attack;
        const secrets = {
          "a file that is denied": tokens.denied,
          "a variable that is denied": tokens.variable,
        };
        expect.soft(faultsOf(patient, outcome, { secrets }), attack.name).toEqual([]);
        expect.soft(run.frames, `${attack.name}: its frame is gone`).toBe(0);
        const pause = await page.evaluate(() => cellApi.longestPause(20));
        expect.soft(pause, `${attack.name}: the page is awake`).toBeLessThan(AWAKE_MS);
      }
    } finally {
      canary.close();
    }
  });
}

function isLimited({ ends }: Attack): boolean {
  return ends.some((end) => end === "wall" || end === "cpu" || end === "broken");
}

function specFor(attack: Attack, canary: string): RunSpec {
  const fill = filled({ ALLOWED, CANARY: canary, OUTSIDE: "/outside", FOLDER: "/home/me/project" });
  const own = Object.entries(attack.files).map(([path, text]) => [path, fill(text)] as const);
  return {
    policy: sectionsOf(attack, ALLOWED),
    files: {
      "private/secret.txt": tokens.denied,
      "out/id.key": tokens.denied,
      "ok.txt": "fine\n",
      "kit.mjs": KIT,
      ...Object.fromEntries(own),
    },
    entry: `/workspace/${attack.entry}`,
    approve: attack.approve === "no" ? "no" : "yes",
    env: { LANG: "C", AEGIS_SECRET: tokens.variable },
    isWhole: true,
  };
}
