/**
 * Which rules a recorded run made use of: those that decided one of its requests, or a part of one. A rule that only
 * matches behind another one is not in use: without it the run would have been the same.
 */
import { expandArgv, expandShell } from "../canonical/argv";
import type { Word } from "../canonical/command";
import { canonicalPath, parentPath } from "../canonical/path";
import { decide } from "../decide";
import { EMPTY } from "../empty";
import { type Engine, type LinkOptions, link } from "../engine";
import { newMeters } from "../meters";
import type { Program, SqlProgram } from "../program";
import { keyText } from "../rules";
import type { PolicyRequest } from "../types";

export function usedRules(
  program: Program,
  requests: readonly PolicyRequest[],
  options: LinkOptions = {},
): ReadonlySet<string> {
  const engine = link(program, options);
  const used = new Set<string>();
  for (const request of requests) for (const part of partsOf(request)) use(engine, part, used);
  for (const database of program.sql) noteNames(program, database, requests, options, used);
  return used;
}

/**
 * Decisions on SQL name the word for the statement. Which tables and functions were in use shows only when they are
 * gone: one after another, the last first, as long as everything that was let through still is.
 */
function noteNames(
  program: Program,
  database: SqlProgram,
  requests: readonly PolicyRequest[],
  options: LinkOptions,
  used: Set<string>,
): void {
  const isLetThrough = (engine: Engine) => (request: PolicyRequest) =>
    decide(engine, request, newMeters(0)).verdict !== "deny";
  const queries = requests
    .filter((request) => request.op === "sql.query" && request.database === database.name)
    .filter(isLetThrough(link(program, options)));
  let kept = database;
  for (const name of ["tables", "functions"] as const) {
    for (let index = database[name].length - 1; index >= 0; index--) {
      const without = { ...kept, [name]: kept[name].filter((_, at) => at !== index) };
      const sql = program.sql.map((each) => (each === database ? without : each));
      if (queries.every(isLetThrough(link({ ...EMPTY, sql }, options)))) kept = without;
      else used.add(`sql.${keyText(database.name)}.${name}[${index}]`);
    }
  }
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
    if (words.some(({ dynamic }) => dynamic)) {
      parts.push({ op: "exec.shell", command: words.map(shellWord).join(" "), ...cwd });
    } else parts.push({ op: "exec.spawn", argv: words.map(({ text }) => text), ...cwd });
  }
  for (const { access, path } of execution.redirects) {
    parts.push({ op: access === "read" ? "fs.read" : "fs.write", path, ...cwd });
  }
  for (const { name } of execution.assignments) parts.push({ op: "env.read", name });
  return parts;
}

/** For the shell: as it stands, or where it is known only when it runs, a variable. */
function shellWord({ text, dynamic }: Word): string {
  return dynamic ? "$x" : `'${text.replaceAll("'", "'\\''")}'`;
}
