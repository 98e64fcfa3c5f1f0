/**
 * A program made ready to decide. Linking reads every pattern once and builds the indexes; deciding then only walks
 * them. An engine is bound to its program for good: change the program, link again.
 *
 * Guarantees: link() is total, also on a program that came from elsewhere as JSON. A program with a fault in it
 * (a pattern that means nothing, a version that is not ours, a missing part) denies everything with POLICY_ERROR:
 * leaving out the one bad rule could leave out a deny.
 */
import { Calls } from "./domains/calls";
import { Code } from "./domains/code";
import { Exec } from "./domains/exec";
import { Filesystem } from "./domains/filesystem";
import { Models } from "./domains/models";
import { Names } from "./domains/names";
import { Network } from "./domains/network";
import { Sql, type SqlAnalyser } from "./domains/sql";
import { type LinkedLimit, linkBudget } from "./limits";
import { beginWork, endWork, LINK_WORK_UNITS, TooMuchWork } from "./match/work";
import { PROGRAM_VERSION, type Program } from "./program";
import { Faults, type ProgramFault } from "./rules";

const TOO_MUCH =
  "The policy cannot be enforced: its patterns, with all that their braces stand for, are too many.";

export interface LinkOptions {
  /** Reads SQL. Left out, every query is denied. */
  readonly sql?: SqlAnalyser | null;
}

export interface Domains {
  readonly filesystem: Filesystem;
  readonly network: Network;
  readonly exec: Exec;
  readonly code: Code;
  readonly calls: Calls;
  readonly models: Models;
  readonly sql: Sql;
  readonly names: Names;
  readonly actions: LinkedLimit | null;
}

export interface Engine {
  /** Null exactly when there are faults. */
  readonly domains: Domains | null;
  readonly analyseSql: SqlAnalyser | null;
  readonly faults: readonly ProgramFault[];
}

export function link(program: Program, options: LinkOptions = {}): Engine {
  const faults = new Faults();
  let domains: Domains | null = null;
  const before = beginWork(LINK_WORK_UNITS);
  try {
    if (program.version !== PROGRAM_VERSION) throw new TypeError("version");
    const filesystem = new Filesystem(program, faults);
    domains = {
      filesystem,
      network: new Network(program, faults),
      exec: new Exec(program, filesystem, faults),
      code: new Code(program, faults),
      calls: new Calls(program, faults),
      models: new Models(program, faults),
      sql: new Sql(program, faults),
      names: new Names(program, faults),
      actions: linkBudget("resources.max_tool_calls", program.resources.max_tool_calls, faults),
    };
  } catch (error) {
    // Whatever else was wrong with it, it is no program of ours.
    const message = error instanceof TooMuchWork ? TOO_MUCH : "The policy program cannot be read.";
    faults.list.push({ rule: "", range: null, message });
  } finally {
    endWork(before);
  }
  const analyseSql = options.sql ?? null;
  return { domains: faults.list.length === 0 ? domains : null, analyseSql, faults: faults.list };
}
