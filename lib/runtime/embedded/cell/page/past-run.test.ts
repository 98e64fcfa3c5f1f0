import { expect, it } from "vitest";
import { joinBytes } from "../../../../audit/bytes";
import { Chain } from "../../../../audit/chain";
import type { Entry } from "../../../../audit/record";
import { joinLines } from "../../../../audit/recorder/lines";
import { compile } from "../../../../policy";
import { load } from "../../../../spec";
import { readGoesOn } from "../../../session/goes-on";
import { aroundNothing } from "../testing/around";
import { CellFault } from "./fault";
import { pastRun } from "./past-run";

const around = await aroundNothing();
const { hasher } = around;
const SPEC = `[agent]
name = "tested"
max_runtime = "1m"
[capabilities.network]
allow_egress = ["https://api.example"]
[capabilities.exec]
env = ["LANG"]
[resources]
max_tool_calls = 10
`;
const SID = "0190f1b2-0000-7000-8000-000000000000";
const OTHER = "0190f1b2-0000-7000-8000-000000000001";
const PLACE = { steps: 4, records: 3 };

function sourceOf(toml: string) {
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  return { bytes: new TextEncoder().encode(toml), spec, program: compile(spec, source) };
}

const FETCH = {
  type: "net.fetch",
  data: {
    code: "ALLOWED",
    verdict: "allow",
    request: { host: "api.example", method: "GET", port: 443, url: "https://api.example/" },
  },
} as Entry;

function logOf(sid: string, fetches: number): Uint8Array<ArrayBuffer> {
  const chain = new Chain(hasher, sid);
  const hash = "0".repeat(64);
  const opening = {
    type: "session.open",
    data: {
      build_sha256: hash,
      driver: { name: "embedded", version: "1" },
      key_extractable: false,
      policy_sha256: hash,
      spec_sha256: hash,
      vkey: "",
    },
  } as Entry;
  const results = Array.from({ length: fetches }, (_, at) => [
    FETCH,
    { type: "net.fetch.result", data: { of: 2 * at + 1, status: "ok" } } as Entry,
  ]).flat();
  return joinLines(
    [opening, ...results].map((entry) =>
      joinBytes([chain.append({ ...entry, ts: "2026-01-01T00:00:00.000Z" } as Entry & { ts: string }).bytes]),
    ),
  );
}

function tapeOf(sid: string) {
  const header = {
    aegis_recording: 1,
    sid,
    spec: btoa(SPEC),
    actor: "me",
    host: "h",
    entry: "/workspace/agent.ts",
    argv: ["a"],
    env: { LANG: "C", OTHER: "hidden" },
    is_tty: false,
    limits: {},
    has_approver: true,
    files: "given",
    seed: "0".repeat(64),
  };
  return new TextEncoder().encode(`${JSON.stringify(header)}\n{"in":["start"]}\n`);
}

const past = (
  toml = SPEC,
  {
    tape = tapeOf(SID),
    since = [],
    place = PLACE,
  }: Partial<{ tape: ReturnType<typeof tapeOf>; since: Uint8Array[]; place: typeof PLACE }> = {},
) =>
  pastRun(
    { recorded: { kind: "kept", isWhole: true, tape, lines: logOf(SID, 2) }, place, since },
    sourceOf(toml),
    "/workspace",
    around,
  );

it("says what is gone on from, by a link that only the records until then have", () => {
  const { entry, start, env } = past();
  const { type, data } = entry;
  const from = readGoesOn(type, data);
  expect(from).toMatchObject({ sid: SID, seq: 2 });
  const third = new TextDecoder().decode(logOf(SID, 2)).split("\n")[2] ?? "";
  expect(from?.link).toBe(hasher.leafHex(new TextEncoder().encode(third)));
  expect(start).toEqual({ entry: "/workspace/agent.ts", argv: ["a"], isTty: false });
  expect(env).toEqual({ LANG: "C", OTHER: "hidden" });
});

it("counts what the run used up, also after the moment, and all that went on from it", () => {
  const used = (since: Uint8Array[]) => past(SPEC, { since }).past.used.totals["resources.max_tool_calls"];
  expect(used([])).toBe(2);
  expect(used([logOf(OTHER, 3), logOf(OTHER, 1), new Uint8Array(0)])).toBe(6);
});

it("refuses the recording of another run, and a moment that it has not", () => {
  const refused = "The recording cannot be used: it is damaged, or of something else.";
  expect(() => past(SPEC, { tape: tapeOf(OTHER) })).toThrow(refused);
  for (const records of [0, 6]) expect(() => past(SPEC, { place: { steps: 4, records } })).toThrow(refused);
});

it("refuses a policy with other limits than the machine was made with, or other variables", () => {
  const limited = (toml: string, what: string) => expect(() => past(toml)).toThrow(what);
  limited(SPEC.replace('"tested"', '"other"'), "The policy is now that of another agent");
  limited(SPEC.replace('"tested"', '"tested"\nentry = "b.ts"'), "The policy is now that of another agent");
  limited(SPEC.replace('"1m"', '"2m"'), "another limit than that run had (agent.max_runtime)");
  limited(`${SPEC}memory_limit = "16MB"\n`, "another limit than that run had (resources.memory_limit)");
  limited(SPEC.replace('["LANG"]', '["LANG", "OTHER"]'), "grants other variables than that run had");
  limited(SPEC.replace('["LANG"]', "[]"), "grants other variables than that run had");
  expect(() => past(SPEC.replace('"1m"', '"2m"'))).toThrow(CellFault);
  // Whatever else it says is judged where the run is made again.
  expect(() => past(SPEC.replace("api.example", "other.example"))).not.toThrow();
});
