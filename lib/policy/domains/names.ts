/** Secrets, variables of the environment, other agents: things that are asked for by name. */

import { parseEnvName, parseHostPattern, parseNameGlob } from "../../spec/values";
import { canonicalHost, finishHost } from "../canonical/host";
import { allowed, deniedByDefault, malformed } from "../decisions";
import { escapeGlob } from "../match/glob";
import { HostIndex } from "../match/host-index";
import type { Program, SecretProgram } from "../program";
import { type Faults, keyText, type Rule, rulesOf } from "../rules";
import type { Decision } from "../types";
import { NameList } from "./models";

interface Secret {
  readonly hosts: HostIndex;
  readonly rules: readonly Rule[];
}

export class Names {
  private readonly secrets = new Map<string, Secret>();
  private readonly variables = new Map<string, Rule>();
  private readonly spawn: NameList;

  constructor({ secrets, exec, agents }: Program, faults: Faults) {
    for (const secret of secrets) this.secrets.set(secret.name, linkSecret(secret, faults));
    rulesOf("exec.env", exec.env).forEach((rule, index) => {
      const name = (exec.env[index] as (typeof exec.env)[number])[0];
      if (!this.variables.has(name)) this.variables.set(name, rule);
    });
    this.spawn = new NameList("agents.spawn", agents.spawn, faults);
  }

  /** The host is canonicalised as for a connection: a secret goes to the host that is dialled. */
  secret(name: string, rawHost: string): Decision {
    const host = canonicalHost(rawHost);
    if (typeof host !== "string") return malformed(host.why);
    const canonical = { op: "secret.use", name, host };
    const what = `Using the secret ${JSON.stringify(name.slice(0, 80))} with ${host}`;
    const secret = this.secrets.get(name);
    const candidates = secret?.hosts.candidates(host) ?? [];
    const rule = secret && candidates.length > 0 ? secret.rules[Math.min(...candidates)] : undefined;
    if (rule) return allowed(rule, what, canonical);
    const path = ["capabilities", "secrets", name, "hosts"];
    return deniedByDefault(what, canonical, parseEnvName(name).ok ? { path, add: host } : null);
  }

  variable(name: string): Decision {
    const canonical = { op: "env.read", name };
    const what = `Reading the variable ${JSON.stringify(name.slice(0, 80))}`;
    const rule = this.variables.get(name);
    if (rule) return allowed(rule, what, canonical);
    const path = ["capabilities", "exec", "env"];
    return deniedByDefault(what, canonical, parseEnvName(name).ok ? { path, add: name } : null);
  }

  agent(name: string): Decision {
    const canonical = { op: "agent.spawn", name };
    const what = `Starting the agent ${JSON.stringify(name.slice(0, 80))}`;
    const rule = this.spawn.first(name);
    if (rule) return allowed(rule, what, canonical);
    const path = ["capabilities", "agents", "spawn"];
    const add = escapeGlob(name);
    return deniedByDefault(what, canonical, parseNameGlob(add).ok ? { path, add } : null);
  }
}

function linkSecret(secret: SecretProgram, faults: Faults): Secret {
  const rules = rulesOf(`secrets.${keyText(secret.name)}.hosts`, secret.hosts);
  const hosts = new HostIndex();
  secret.hosts.forEach(([pattern], index) => {
    const parsed = parseHostPattern(pattern);
    const name = !parsed.ok
      ? null
      : parsed.value.kind === "any"
        ? ""
        : finishHost(parsed.value.kind === "exact" ? parsed.value.host : parsed.value.suffix.slice(1));
    if (!parsed.ok || typeof name !== "string") faults.add(rules[index] as Rule, "it is not a host");
    else hosts.add(parsed.value, name, index);
  });
  return { hosts, rules };
}
