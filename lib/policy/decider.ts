/**
 * Decides requests one after another, as a run would meet them: what is allowed counts towards rates and budgets.
 * The clock stands still, so that the same requests give the same decisions whenever they are asked.
 */
import { decide } from "./decide";
import type { SqlAnalyser } from "./domains/sql";
import { type Engine, link } from "./engine";
import { commit, type Meters, newMeters } from "./meters";
import type { Program } from "./program";
import type { Decision } from "./types";

/** Null when there is none: then the engine denies every query, and says why. Pages load none, as it is some megabytes. */
export type LoadSql = () => Promise<SqlAnalyser | null>;

export interface DeciderOptions {
  /** Each request as if it were the first. */
  readonly independent: boolean;
}

export class Decider {
  private readonly program: Program;
  private readonly independent: boolean;
  private engine: Engine;
  private meters: Meters = newMeters(0);
  private readsSql = false;

  constructor(program: Program, { independent }: DeciderOptions) {
    this.program = program;
    this.independent = independent;
    this.engine = link(program);
  }

  /** Whether something must be loaded before this one can be decided. */
  mustPrepare(request: unknown): boolean {
    const isTable = typeof request === "object" && request !== null;
    return !this.readsSql && isTable && "op" in request && request.op === "sql.query";
  }

  async prepare(load: LoadSql): Promise<void> {
    this.readsSql = true;
    this.engine = link(this.program, { sql: await load() });
  }

  decide(request: unknown): Decision {
    if (this.independent) this.meters = newMeters(0);
    const decision = decide(this.engine, request, this.meters);
    // What needs approval has not happened yet.
    if (decision.verdict === "allow" || decision.verdict === "sanitize") commit(this.meters, decision);
    return decision;
  }
}
