/**
 * The one function that answers whether something may be done.
 *
 * Guarantees: synchronous, total and pure: it throws for no request and no meters whatever, reads no clock, and the
 * same program, request and meters give the same decision, byte for byte. Each field of the request is read exactly
 * once, into a primitive or a copy, before anything is compared. Any exception inside is a denial, and so is work beyond
 * a bound (match/work.ts), whatever policy and request are.
 */

import { WORDS_LIMIT } from "./canonical/command";
import { copyPlain, copyTexts } from "./copy";
import { malformed, policyError } from "./decisions";
import type { Domains, Engine } from "./engine";
import { meter } from "./limits";
import { beginWork, DECISION_WORK_UNITS, endWork, TooMuchWork } from "./match/work";
import type { Meters } from "./meters";
import { type Charge, CODE_SOURCES, type Decision } from "./types";

/** Names of tools, models, scopes and so on; a longer one is nobody's name. */
const NAME_LIMIT_UNITS = 1024;

type Fields = Readonly<Record<string, unknown>>;

export function decide(engine: Engine, request: unknown, meters: Meters): Decision {
  const before = beginWork(DECISION_WORK_UNITS);
  let decision: Decision;
  try {
    decision = answer(engine, request, meters);
  } catch (error) {
    decision = failed(error);
  }
  endWork(before);
  return decision;
}

/** A throwing getter, a poisoned clock, an analyser that fails, a stack that runs out: never a reason to allow. */
function failed(error: unknown): Decision {
  const isTooMuch = error instanceof TooMuchWork;
  return policyError(
    isTooMuch ? "comparing it with the policy takes too long" : "the policy engine failed on it",
  );
}

function answer(engine: Engine, request: unknown, meters: Meters): Decision {
  const { domains } = engine;
  if (domains === null) return faulty(engine);
  if (typeof request !== "object" || request === null) return malformed("it is not a request");
  const fields = request as Fields;
  const op: unknown = fields.op;
  switch (op) {
    case "fs.read":
    case "fs.write":
    case "fs.list":
    case "fs.stat":
    case "fs.delete":
    case "fs.chmod": {
      const { path, cwd } = fields;
      if (typeof path !== "string" || !isOptionalText(cwd)) return badFields();
      return domains.filesystem.one(op, path, cwd);
    }
    case "fs.rename":
    case "fs.link":
    case "fs.copy": {
      const { path, to, cwd } = fields;
      if (typeof path !== "string" || typeof to !== "string" || !isOptionalText(cwd)) return badFields();
      return domains.filesystem.two(op, path, to, cwd);
    }
    case "fs.symlink": {
      const { path, target, cwd } = fields;
      if (typeof path !== "string" || typeof target !== "string" || !isOptionalText(cwd)) return badFields();
      return domains.filesystem.two(op, path, target, cwd);
    }
    case "env.read":
      return isName(fields.name, (name) => domains.names.variable(name));
    case "code.load": {
      const { how, module } = fields;
      const source = CODE_SOURCES.find((each) => each === how);
      if (source === undefined) return badFields();
      if (source !== "import") return domains.code.text(source);
      // A module's name may be the code itself.
      return typeof module === "string" && module !== "" ? domains.code.module(module) : badFields();
    }
    case "secret.use": {
      const { name, host } = fields;
      if (typeof host !== "string") return badFields();
      return isName(name, (known) => domains.names.secret(known, host));
    }
    default:
      return typeof op === "string"
        ? counted(domains, engine, op, fields, meters)
        : malformed("it names no operation");
  }
}

/** Actions that count against `resources.max_tool_calls`: all but files, variables, code and the use of secrets. */
function counted(domains: Domains, engine: Engine, op: string, fields: Fields, meters: Meters): Decision {
  const decision = act(domains, engine, op, fields, meters);
  const { actions } = domains;
  if (actions === null || decision.verdict === "deny" || decision.canonical === null) return decision;
  const charges: Charge[] = [];
  const limited = meter(actions, 1, meters, "A further action", decision.canonical, charges);
  return limited ?? { ...decision, charges: [...(decision.charges ?? []), ...charges] };
}

function act(domains: Domains, engine: Engine, op: string, fields: Fields, meters: Meters): Decision {
  switch (op) {
    case "net.fetch": {
      const { method, url } = fields;
      if (typeof url !== "string" || !isOptionalText(method)) return badFields();
      return domains.network.fetch(method ?? "GET", url);
    }
    case "net.connect": {
      const { host, port } = fields;
      if (typeof host !== "string" || typeof port !== "number") return badFields();
      return domains.network.connect(host, port);
    }
    case "exec.spawn": {
      const argv = copyTexts(fields.argv, WORDS_LIMIT);
      const { cwd } = fields;
      return argv && isOptionalText(cwd) ? domains.exec.spawn(argv, cwd) : badFields();
    }
    case "exec.shell": {
      const { command, cwd } = fields;
      if (typeof command !== "string" || !isOptionalText(cwd)) return badFields();
      return domains.exec.shell(command, cwd);
    }
    case "tool.call": {
      const args = copyPlain(fields.args ?? {});
      if (args === undefined) return malformed("its arguments are not plain data");
      return isName(fields.tool, (tool) => domains.calls.tool(tool, args, meters));
    }
    case "api.call":
      return decideApi(domains, fields, meters);
    case "sql.query": {
      const { database, sql } = fields;
      if (typeof sql !== "string") return badFields();
      return isName(database, (name) => domains.sql.decide(name, sql, engine.analyseSql));
    }
    case "model.call":
      return decideModel(domains, fields, meters);
    case "agent.spawn":
      return isName(fields.name, (name) => domains.names.agent(name));
    default:
      return malformed("its operation is not one of the language");
  }
}

function decideApi(domains: Domains, fields: Fields, meters: Meters): Decision {
  const { api, scope } = fields;
  const args = copyPlain(fields.args ?? {});
  if (args === undefined) return malformed("its arguments are not plain data");
  return isName(scope, (known) => isName(api, (name) => domains.calls.api(name, known, args, meters)));
}

function decideModel(domains: Domains, fields: Fields, meters: Meters): Decision {
  const { region, tokens, cost_usd: cost } = fields;
  const isRegion = isOptionalText(region) && (region ?? "").length <= NAME_LIMIT_UNITS;
  if (!isRegion || !isOptionalNumber(tokens) || !isOptionalNumber(cost)) return badFields();
  return isName(fields.model, (model) => domains.models.decide({ model, region, tokens, cost }, meters));
}

function faulty({ faults }: Engine): Decision {
  const first = faults[0];
  return policyError(first ? `the policy has a fault: ${first.message.slice(0, -1)}` : "there is no policy");
}

function badFields(): Decision {
  return malformed("a field is missing or of the wrong type");
}

function isName(value: unknown, then: (name: string) => Decision): Decision {
  return typeof value === "string" && value !== "" && value.length <= NAME_LIMIT_UNITS
    ? then(value)
    : badFields();
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function isOptionalNumber(value: unknown): value is number | undefined {
  return value === undefined || typeof value === "number";
}
