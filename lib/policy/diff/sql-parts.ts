/** Tables and functions of a database as parts of a request: name patterns as lib/policy/sql reads them. */
import { SQL_FUNCTIONS, SQL_TABLES } from "../automata/glob-space";
import { parseTextGlob, type Segment, type Sequence } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import type { ListedRule, SqlProgram } from "../program";
import { classOfFunction } from "../sql/functions";
import { CATALOG_FUNCTIONS } from "../sql/functions/catalog";
import { VALUE_FUNCTIONS } from "../sql/functions/values";
import { SQL_KINDS, type SqlKind } from "../sql/kinds";
import { deniesFunction, type NamePattern, parseNamePattern } from "../sql/patterns";
import { NamePart } from "./name-part";
import type { Part, Pick, Wanted } from "./product";
import { ALLOW, DENY } from "./roles";

type Database = SqlProgram | undefined;
const IS_GRANTED = (roles: number) => (roles & (ALLOW | DENY)) === ALLOW;

export function tablePart(old: Database, after: Database): Part<string> {
  const part = new NamePart(
    "table",
    [
      { role: ALLOW, old: old?.tables ?? [], new: after?.tables ?? [] },
      { role: DENY, old: old?.deny_tables ?? [], new: after?.deny_tables ?? [] },
    ],
    { space: SQL_TABLES, grants: IS_GRANTED, sequencesByRole: { [ALLOW]: tableGrant, [DENY]: tableDenial } },
  );
  return part;
}

/** A pattern without a schema means `public`; a lone `*` every table there is. */
export function tableGrant(pattern: string): readonly Sequence[] {
  return sequencesOf(pattern).flatMap((parts): Sequence[] => {
    if (parts.length === 1 && isAnything(parts[0])) return [["**"]];
    if (parts.length === 3) return [parts];
    const named = parts.length === 1 ? [...literal("public"), ...parts] : parts;
    return [named, [...ANY, ...named]];
  });
}

/** What a pattern leaves out may be anything, and so may the database. */
export function tableDenial(pattern: string): readonly Sequence[] {
  return sequencesOf(pattern).map((parts): Sequence => ["**", ...parts.slice(-2)]);
}

export function functionPart(old: Database, after: Database): Part<string> {
  const part = new NamePart(
    "function",
    [
      { role: ALLOW, old: old?.functions ?? [], new: after?.functions ?? [] },
      { role: DENY, old: old?.deny_functions ?? [], new: after?.deny_functions ?? [] },
    ],
    {
      space: SQL_FUNCTIONS,
      grants: IS_GRANTED,
      sequencesByRole: { [ALLOW]: functionGrant, [DENY]: functionDenial },
    },
  );
  return new KnownFunctions(part, old?.deny_functions ?? [], after?.deny_functions ?? []);
}

export function functionGrant(pattern: string): readonly Sequence[] {
  return sequencesOf(pattern).flatMap((parts): Sequence[] => {
    const called = parts.slice(-2);
    if (called.length === 2) return [called];
    return isAnything(called[0]) ? [["**"]] : [called, [...literal("public"), ...called]];
  });
}

/** A call that does not name its schema may mean any. */
export function functionDenial(pattern: string): readonly Sequence[] {
  return sequencesOf(pattern).flatMap((parts): Sequence[] => {
    const called = parts.slice(-2);
    return called.length === 2 ? [called, called.slice(1)] : [["**", ...called]];
  });
}

/** PostgreSQL's own functions without effects need no grant: of those only the denials count. */
class KnownFunctions implements Part<string> {
  readonly name: string;
  private readonly others: Part<string>;
  private readonly old: readonly NamePattern[];
  private readonly new: readonly NamePattern[];

  constructor(others: Part<string>, old: readonly ListedRule[], after: readonly ListedRule[]) {
    this.name = others.name;
    this.others = others;
    this.old = patternsOf(old);
    this.new = patternsOf(after);
  }

  pick(wanted: Wanted): Pick<string> {
    const isDenied = (patterns: readonly NamePattern[], name: string) =>
      patterns.some((pattern) => deniesFunction(pattern, name));
    for (const name of [...VALUE_FUNCTIONS, ...CATALOG_FUNCTIONS.keys()]) {
      const kind = classOfFunction(name).is;
      if (kind !== "value" && kind !== "catalog") continue;
      if (wanted.old !== undefined && wanted.old === isDenied(this.old, name)) continue;
      if (wanted.new !== undefined && wanted.new === isDenied(this.new, name)) continue;
      return { value: name };
    }
    return this.others.pick(wanted);
  }
}

function patternsOf(rules: readonly ListedRule[]): NamePattern[] {
  return rules.flatMap(([pattern]) => {
    const parsed = parseNamePattern(pattern);
    return parsed instanceof GlobFault ? [] : parsed;
  });
}

/** What a statement does, by which words of `statements` grant it. */
export class KindPart implements Part<string> {
  readonly name = "statement";
  private readonly old: ReadonlySet<string>;
  private readonly new: ReadonlySet<string>;

  private readonly kinds: readonly SqlKind[];

  constructor(kinds: readonly SqlKind[], old: readonly ListedRule[], after: readonly ListedRule[]) {
    this.kinds = kinds;
    this.old = new Set(old.map(([word]) => word));
    this.new = new Set(after.map(([word]) => word));
  }

  pick(wanted: Wanted): { readonly value: SqlKind } | "none" {
    for (const kind of this.kinds) {
      const words: readonly string[] = SQL_KINDS[kind];
      if (wanted.old !== undefined && wanted.old !== words.some((word) => this.old.has(word))) continue;
      if (wanted.new !== undefined && wanted.new !== words.some((word) => this.new.has(word))) continue;
      return { value: kind };
    }
    return "none";
  }
}

function sequencesOf(pattern: string): readonly Sequence[] {
  const sequences = parseTextGlob(pattern, ".");
  return sequences instanceof GlobFault ? [] : sequences.map((parts) => parts.flatMap(oneSegment));
}

const ANY = literal("*");

/** `**` between dots is one name there, whichever. */
function oneSegment(segment: Segment): readonly Segment[] {
  return segment === "**" ? ANY : [segment];
}

function isAnything(segment: Segment | undefined): boolean {
  return segment !== undefined && segment !== "**" && segment.pattern === "*";
}

function literal(text: string): readonly Segment[] {
  const parsed = parseTextGlob(text, ".");
  return parsed instanceof GlobFault ? [] : (parsed[0] ?? []);
}
