/** What a recorded run lacks: from decisions to the entries of lists that would change them, or why nothing does. */
import {
  parseCommandPattern,
  parseEgress,
  parseEnvName,
  parseHostPattern,
  parseNameGlob,
  parsePathGlob,
  parseSqlNameGlob,
  parseToolName,
} from "../../spec/values";
import { decide } from "../decide";
import type { Engine } from "../engine";
import { partsOf } from "../lint/used-rules";
import { escapeGlob } from "../match/glob";
import { newMeters } from "../meters";
import type { PolicyRequest } from "../types";
import { generalise } from "./generalise";

export interface Refused {
  readonly request: PolicyRequest;
  /** The rule that forbids it, or null where no rule can be written that allows it. */
  readonly rule: string | null;
  readonly reason: string;
}
/** Entries for one list; `exact` says the same without anything that was not asked for. */
export interface Need {
  readonly path: readonly string[];
  readonly entries: readonly string[];
  readonly exact: readonly string[];
}
export interface Needs {
  readonly needs: readonly Need[];
  readonly refused: readonly Refused[];
}

interface Wanted {
  readonly path: readonly string[];
  readonly adds: Set<string>;
  /** Canonical paths of files. */
  readonly files: Set<string>;
}

export function needsOf(engine: Engine, requests: readonly PolicyRequest[], asFolders: boolean): Needs {
  const wanted = new Map<string, Wanted>();
  const refused: Refused[] = [];
  for (const request of requests) {
    for (const part of partsOf(request)) {
      const { verdict, rule, reason, suggestion, canonical } = decide(engine, part, newMeters(0));
      if (verdict !== "deny") continue;
      const add = suggestion?.add ?? "";
      if (suggestion === null || !canSay(suggestion.path, add)) {
        // A whole and its parts are refused for the same reason: say it once.
        if (!refused.some((other) => other.request === request)) refused.push({ request, rule, reason });
        continue;
      }
      const key = suggestion.path.join("\n");
      const found = wanted.get(key) ?? { path: suggestion.path, adds: new Set(), files: new Set() };
      wanted.set(key, found);
      found.adds.add(add);
      if (suggestion.path[1] === "filesystem" && typeof canonical?.path === "string") {
        found.files.add(canonical.path);
      }
    }
  }
  return { needs: entriesFor([...wanted.values()], asFolders), refused };
}

/** Grants to write come first: they may be all that the reads need. */
function entriesFor(wanted: readonly Wanted[], asFolders: boolean): Need[] {
  const isWrite = ({ path }: Wanted) => path[1] === "filesystem" && path[2] === "write";
  const now = wanted.some(isWrite)
    ? wanted.filter((each) => each.path[1] !== "filesystem" || isWrite(each))
    : wanted;
  return now.map(({ path, adds, files }) => {
    const exact = [...adds];
    if (path[1] === "filesystem") {
      const found = generalise([...files], escapeGlob);
      return { path, exact, entries: asFolders ? found.map((each) => `${each}/**`) : found };
    }
    return { path, exact, entries: path[1] === "network" ? addresses(exact) : exact };
  });
}

/** Addresses of one server and method together; methods that come to the same pattern in one entry. */
export function addresses(adds: readonly string[], starCost?: number): string[] {
  const paths = new Map<string, Map<string, string[]>>();
  const whole: string[] = [];
  for (const add of adds) {
    const [, method, origin, path] = /^([A-Z-]+) (https?:\/\/[^/]+)(\/.*)$/.exec(add) ?? [];
    if (method === undefined || origin === undefined || path === undefined) whole.push(add);
    else {
      const ofOrigin = paths.get(origin) ?? new Map<string, string[]>();
      paths.set(origin, ofOrigin);
      ofOrigin.set(method, [...(ofOrigin.get(method) ?? []), path]);
    }
  }
  const entries = [...paths].flatMap(([origin, byMethod]) => {
    const methods = new Map<string, string[]>();
    for (const [method, asked] of byMethod) {
      // They are spelt as patterns already.
      for (const pattern of generalise(asked, (segment) => segment, starCost)) {
        methods.set(pattern, [...(methods.get(pattern) ?? []), method]);
      }
    }
    return [...methods].map(([pattern, names]) => `${names.join(",")} ${origin}${pattern}`);
  });
  return [...whole, ...entries];
}

/** Whether the language has a way to write the entry. */
export function canSay([, section, name, list]: readonly string[], add: string): boolean {
  if (section === "filesystem") return parsePathGlob(add).ok;
  if (section === "network") return parseEgress(add).ok;
  if (section === "exec") return (name === "env" ? parseEnvName(add) : parseCommandPattern(add)).ok;
  if (section === "tools") return parseToolName(add).ok;
  if (section === "api") return parseToolName(name ?? "").ok && parseNameGlob(add).ok;
  if (section === "secrets") return parseEnvName(name ?? "").ok && parseHostPattern(add).ok;
  if (section === "sql") return list === "statements" || parseSqlNameGlob(add).ok;
  return parseNameGlob(add).ok;
}
