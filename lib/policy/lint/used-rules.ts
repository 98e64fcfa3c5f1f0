/**
 * Which rules a recorded run made use of: those that decided one of its requests, or a part of one. A rule that only
 * matches behind another one is not in use: without it the run would have been the same.
 */
import { expandArgv, expandShell } from "../canonical/argv";
import { canonicalPath, parentPath } from "../canonical/path";
import { decide } from "../decide";
import { type Engine, link } from "../engine";
import { newMeters } from "../meters";
import type { Program } from "../program";
import type { PolicyRequest } from "../types";

export function usedRules(program: Program, requests: readonly PolicyRequest[]): ReadonlySet<string> {
  const engine = link(program);
  const used = new Set<string>();
  for (const request of requests) for (const part of partsOf(request)) use(engine, part, used);
  return used;
}

function use(engine: Engine, request: PolicyRequest, used: Set<string>): void {
  const { verdict, rule } = decide(engine, request, newMeters(0));
  if (verdict !== "deny" && rule !== null) used.add(rule);
}

/** The requests of which one is made: the two paths of a copy, the commands of a shell line. */
export function partsOf(request: PolicyRequest): PolicyRequest[] {
  const cwd = "cwd" in request && request.cwd !== undefined ? { cwd: request.cwd } : {};
  switch (request.op) {
    case "fs.rename":
    case "fs.link":
      return [request.path, request.to].map((path) => ({ op: "fs.write", path, ...cwd }));
    case "fs.copy":
      return [
        { op: "fs.read", path: request.path, ...cwd },
        { op: "fs.write", path: request.to, ...cwd },
      ];
    case "fs.symlink": {
      const link = canonicalPath(request.path, request.cwd);
      if (typeof link !== "string") return [request];
      return [
        { op: "fs.write", path: link },
        { op: "fs.read", path: request.target, cwd: parentPath(link) },
      ];
    }
    case "exec.spawn":
    case "exec.shell":
      return commandParts(request, cwd);
    default:
      return [request];
  }
}

function commandParts(
  request: Extract<PolicyRequest, { op: "exec.spawn" | "exec.shell" }>,
  cwd: { readonly cwd?: string },
): PolicyRequest[] {
  const execution = request.op === "exec.spawn" ? expandArgv(request.argv) : expandShell(request.command);
  if (!("invocations" in execution)) return [request];
  const parts: PolicyRequest[] = [request];
  for (const { words } of execution.invocations) {
    if (words.some(({ dynamic }) => dynamic)) continue;
    parts.push({ op: "exec.spawn", argv: words.map(({ text }) => text), ...cwd });
  }
  for (const { access, path } of execution.redirects) {
    parts.push({ op: access === "read" ? "fs.read" : "fs.write", path, ...cwd });
  }
  for (const { name } of execution.assignments) parts.push({ op: "env.read", name });
  return parts;
}
