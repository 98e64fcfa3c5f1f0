/** What the comparison says against what the engine does, on random pairs of policies and requests. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgentSpec } from "../../spec/agent-spec";
import { decide } from "../decide";
import { link } from "../engine";
import { newMeters } from "../meters";
import { compile } from "../program";
import { requests, specs } from "../testing/arbitraries";
import type { PolicyRequest } from "../types";
import { diff } from "./diff";
import { rankOf } from "./judge";
import type { CapabilityDiff } from "./types";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

/** Capabilities that have a say in a request. */
function concerned({ op }: PolicyRequest): readonly string[] {
  if (op === "fs.read" || op === "fs.list" || op === "fs.stat") return ["filesystem.read"];
  if (op === "fs.copy" || op === "fs.symlink") return ["filesystem.read", "filesystem.write"];
  if (op.startsWith("fs.")) return ["filesystem.write"];
  if (op.startsWith("net.")) return ["network"];
  if (op.startsWith("exec.")) return ["exec"];
  if (op === "model.call") return ["models"];
  return [op === "env.read" ? "env" : "agents"];
}

/** The same spec with some of its lists from another: most real changes touch little. */
const pairs = fc
  .tuple(specs, specs, fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }), fc.boolean())
  .map(([old, other, kept, isWhole]): readonly [AgentSpec, AgentSpec] => {
    if (isWhole) return [old, other];
    const after = structuredClone(old);
    let index = 0;
    for (const section of ["filesystem", "network", "exec", "models", "agents"] as const) {
      const [to, from] = [after.capabilities[section], other.capabilities[section]] as Record<
        string,
        unknown
      >[];
      for (const [key, value] of Object.entries(from ?? {})) {
        if (Array.isArray(value) && to && !kept[index++ % kept.length]) to[key] = value;
      }
    }
    return [old, after];
  });

/** Requests at the edges of patterns: examples of one comparison, changed a little. */
function variantsOf({ request }: { readonly request: PolicyRequest }): PolicyRequest[] {
  if ("path" in request && "path" in request) {
    const { path } = request;
    return [`${path}/a`, `${path}b`, path.slice(0, -1) || "/", `${path}/.env`, `/a${path}`].map((each) => ({
      op: request.op === "fs.read" ? "fs.read" : "fs.write",
      path: each,
    }));
  }
  if (request.op === "net.fetch") {
    const { url } = request;
    return [
      `${url}/a`,
      `${url}b`,
      `${url};x`,
      url.replace("https", "http"),
      url.replace("//", "//b."),
    ].flatMap((each) => [
      { op: "net.fetch", method: "GET", url: each } as const,
      { op: "net.fetch", method: "POST", url: each } as const,
    ]);
  }
  if (request.op === "exec.spawn") {
    const { argv } = request;
    const [program = "a", ...rest] = argv;
    return [
      [...argv, "a"],
      [program, "-C", ...rest],
      [program, "-C", "x", ...rest],
      argv.slice(0, -1),
      [`/bin/${program}`, ...rest],
      [`./${program}/.`, ...rest],
      ["env", ...argv],
    ].map((words) => ({ op: "exec.spawn", argv: words }));
  }
  return [];
}

function check([old, after]: readonly [AgentSpec, AgentSpec], asked: readonly PolicyRequest[]): void {
  const [oldProgram, newProgram] = [compile(old), compile(after)];
  const [was, is] = [link(oldProgram), link(newProgram)];
  const result = diff(oldProgram, newProgram);
  expect(result.exact).toBe(true);
  const rows = new Map(result.capabilities.map((row) => [row.capability, row]));
  const verdicts = (request: PolicyRequest) => {
    return [decide(was, request, newMeters(0)).verdict, decide(is, request, newMeters(0)).verdict] as const;
  };
  const witnesses = result.capabilities.flatMap(({ widenings, narrowings }) => [...widenings, ...narrowings]);
  for (const request of [...asked, ...witnesses.flatMap(variantsOf)]) {
    const [before, now] = verdicts(request);
    const step = rankOf(now) - rankOf(before);
    if (step === 0) continue;
    const relations = concerned(request).map((name) => rows.get(name)?.relation ?? "missing");
    const admitted = ["incomparable", step < 0 ? "wider" : "narrower"];
    expect({
      request,
      before,
      now,
      admits: relations.some((each) => admitted.includes(each)),
      relations,
    }).toMatchObject({
      admits: true,
    });
  }
  for (const row of result.capabilities) checkWitnesses(row, verdicts);
}

function checkWitnesses(
  { capability, relation, widenings, narrowings }: CapabilityDiff,
  verdicts: (request: PolicyRequest) => readonly [string, string],
): void {
  for (const [list, sign] of [
    [widenings, -1],
    [narrowings, 1],
  ] as const) {
    for (const { request, old, new: after } of list) {
      expect(verdicts(request)).toEqual([old.verdict, after.verdict]);
      expect(Math.sign(rankOf(after.verdict) - rankOf(old.verdict))).toBe(sign);
    }
  }
  const shown = `${widenings.length > 0} ${narrowings.length > 0}`;
  const words = {
    equal: "false false",
    wider: "true false",
    narrower: "false true",
    incomparable: "true true",
  };
  expect({ capability, shown }).toEqual({ capability, shown: words[relation] });
}

describe("diff against the engine", () => {
  test("no request flips in a direction that it denies; every witness flips", { timeout: 600_000 }, () => {
    fc.assert(fc.property(pairs, fc.array(requests, { minLength: 60, maxLength: 60 }), check), {
      numRuns: RUNS,
      seed: Number(process.env.PROPERTY_SEED ?? 20_260_101),
    });
  });

  test("the other way round it says the opposite", { timeout: 600_000 }, () => {
    const opposite = { equal: "equal", wider: "narrower", narrower: "wider", incomparable: "incomparable" };
    fc.assert(
      fc.property(pairs, ([old, after]) => {
        const [there, back] = [diff(compile(old), compile(after)), diff(compile(after), compile(old))];
        const turned = there.capabilities.map(({ capability, relation }) => [capability, opposite[relation]]);
        expect(back.capabilities.map(({ capability, relation }) => [capability, relation])).toEqual(turned);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  test("whatever is denied besides is narrower or equal", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(specs, specs, (spec, other) => {
        const stricter = structuredClone(spec);
        const { filesystem, network, exec } = stricter.capabilities;
        filesystem.deny.push(...other.capabilities.filesystem.deny);
        network.deny_egress.push(...other.capabilities.network.deny_egress);
        exec.deny.push(...other.capabilities.exec.deny);
        const { relation, exact } = diff(compile(spec), compile(stricter));
        expect({ relation, exact }).toEqual({
          relation: expect.stringMatching(/narrower|equal/),
          exact: true,
        });
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
