/** For tests: a spec as text in, a function from requests to decisions out. */
import { load } from "../../spec/load";
import { decide } from "../decide";
import { type LinkOptions, link } from "../engine";
import { commit, type Meters, newMeters } from "../meters";
import { compile } from "../program";
import type { Decision } from "../types";

export interface Asking {
  (request: unknown): Decision;
  readonly meters: Meters;
  /** `verdict rule-or-code`, for tables. */
  readonly brief: (request: unknown) => string;
  /** Decides and counts, as the mediator does when the effect goes ahead. */
  readonly perform: (request: unknown) => Decision;
}

export function asking(capabilities: string, options: LinkOptions = {}): Asking {
  const { spec, source, diagnostics } = load(`[agent]\nname = "test"\n${capabilities}`);
  if (!spec) throw new Error(diagnostics.map(({ message }) => message).join(" "));
  const engine = link(compile(spec, source), options);
  const meters = newMeters(0);
  const ask = (request: unknown) => decide(engine, request, meters);
  const brief = (request: unknown) => {
    const { verdict, rule, code } = ask(request);
    return `${verdict} ${rule ?? code}`;
  };
  const perform = (request: unknown) => {
    const decision = ask(request);
    commit(meters, decision);
    return decision;
  };
  return Object.assign(ask, { meters, brief, perform });
}
