/** A hundred thousand records decided again, as the worker of the workbench does it while somebody types. */
import { compile, decide, link, newMeters } from "../../lib/policy";
import { load } from "../../lib/spec";
import { compare, Pass, RecordedRun } from "../../lib/what-if";
import { conclude } from "../audit/promises";
import { spreadOf } from "../statistics";
import { defineBench } from "../support";

const RECORDS = 100_000;
const PROMISED_MS = 1_000;
const POLICY = `[agent]
name = "bench"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key", "**/.env*"]
approve = ["/workspace/out/final/**"]
[capabilities.network]
allow_egress = ["GET https://*.example.com/v1/**"]
[capabilities.exec]
allow = ["git status", "git log *"]
[capabilities.tools.search]
rate_limit = "600/minute"
[capabilities.models]
allow = ["m-*"]
max_tokens = 50_000_000
`;
/** Narrower in some places and wider in others, with another rate and another budget. */
const TYPED = POLICY.replace('"**/*.key"', '"**/*7.csv"')
  .replace("600/minute", "300/minute")
  .replace("50_000_000", "20_000_000")
  .replace("GET https", "https");

/** Half of them on files, of which every tenth is asked for again and again. */
function requestOf(seq: number): readonly [string, object] {
  const n = seq % 20;
  if (n < 8) return ["fs.read", { path: `/workspace/data/${seq % 9_000}.csv` }];
  if (n < 10) return ["fs.write", { path: `/workspace/out/${n === 9 ? "final/" : ""}${seq % 400}.md` }];
  if (n < 12) return ["fs.read", { path: `/workspace/keys/${seq % 90}.key` }];
  const host = { host: "a.example.com", port: 443 };
  const method = n === 14 ? "POST" : "GET";
  if (n < 15) return ["net.fetch", { ...host, method, url: `https://a.example.com/v1/${seq % 5_000}` }];
  if (n < 16) return ["exec.spawn", { argv: ["git", "log", `-${seq % 50}`], cwd: "/workspace" }];
  if (n < 18) return ["tool.call", { args: { bytes: 2, sha256: "00" }, tool: "search" }];
  return ["model.call", { model: "m-1", tokens: 900 }];
}

function programOf(text: string) {
  const { spec, source } = load(text);
  if (!spec) throw new Error("the policy of this benchmark is wrong");
  return compile(spec, source);
}

const [then, typed] = [programOf(POLICY), programOf(TYPED)];

/** What the policy says of a run that asks for all of it, one request every fifty milliseconds. */
function recordedRun(): RecordedRun {
  const run = new RecordedRun();
  const draft = new RecordedRun();
  const began = Date.parse("2026-01-02T03:04:05.000Z");
  const line = (seq: number, data: object) => {
    const [type, request] = requestOf(seq);
    const ts = new Date(began + seq * 50).toISOString();
    return JSON.stringify({ data: { ...data, request }, seq, ts, type });
  };
  for (let seq = 0; seq < RECORDS; seq++) draft.add(line(seq, { code: "ALLOWED", verdict: "allow" }));
  const pass = new Pass(draft, then, then);
  pass.advance(RECORDS);
  for (let seq = 0; seq < RECORDS; seq++) {
    const { verdict = "deny", code = "", rule = null } = pass.outcomes[seq] ?? {};
    run.add(line(seq, { code, verdict, ...(rule !== null && { rule }) }));
  }
  return run;
}

const run = recordedRun();
const original = new Pass(run, then, then);
original.advance(RECORDS);

function decideAgain(): number {
  const other = new Pass(run, typed, then);
  while (!other.isAtEnd) other.advance(256);
  return compare(run, original, other).asked;
}

/** Without knowing that most requests are the same, and without counting. */
function decideEach(): number {
  const engine = link(typed);
  const meters = newMeters(0);
  let asked = 0;
  for (const step of run.steps) {
    if (step.kind !== "asked" || step.request === undefined) continue;
    decide(engine, run.requests[step.request]?.request, meters);
    asked++;
  }
  return asked;
}

export const decidedAgain = defineBench<number>({
  what: "a run of 100,000 records decided again by an edited policy, on its meters, against deciding each record for itself",
  contenders: { "what-if": decideAgain, "each record": decideEach },
  baseline: "what-if",
  operations: RECORDS,
  conclude: () => {
    const times = Array.from({ length: 7 }, () => {
      const began = performance.now();
      decideAgain();
      return performance.now() - began;
    });
    const other = new Pass(run, typed, then);
    other.advance(RECORDS);
    const { flips } = compare(run, original, other);
    const took = spreadOf(times).median;
    const promise = {
      what: `100,000 records decided again in less than ${PROMISED_MS} ms`,
      measured: `${took.toFixed(0)} ms`,
      holds: took < PROMISED_MS,
    };
    return conclude([promise], [`${flips.length.toLocaleString("en")} of them flip`]);
  },
});
