/**
 * The SQL analyser: from a text to what its statements do, by PostgreSQL's own parser. Loaded when first needed; from
 * then on synchronous.
 *
 * Guarantees: total: any text gives facts or a reason, nothing is thrown. What cannot be read, is too long or too
 * deep, or breaks the parser has no facts and is denied. An instance that trapped is never asked again: until a new one
 * is there, nothing is analysed. Non-guarantees: it reads as PostgreSQL 18 with its defaults does (UTF-8,
 * standard_conforming_strings); another database, or a connection with other settings, may read otherwise.
 */
import { TextCache } from "./cache";
import { createEngine, type EngineOptions, type SqlEngine } from "./engine";
import { EXPANDED_TOKENS_LIMIT, expandedSize, mayExpand } from "./expansion";
import type { SqlAnalysis, SqlFacts } from "./facts";
import { inputFault } from "./input";
import { normalisedText } from "./normalise";
import { tokensOf } from "./tokens";
import { TooDeep, walkTree } from "./walk";

export interface SqlAnalyser {
  (sql: string): SqlAnalysis;
  /** The text without its values and comments, for records; null where there is none. */
  normalise(sql: string): string | null;
  /** A hash that is the same for texts that differ in values and layout only; null where there is none. */
  fingerprint(sql: string): string | null;
}

const CACHE_LIMITS = { entries: 256, units: 262_144 };
/** A heap that a hostile text has blown up never shrinks: then a new instance takes over. */
const HEAP_LIMIT_BYTES = 256 * 1024 * 1024;

const REASONS = {
  absent: "The SQL parser stopped at an earlier statement and is being loaded again.",
  broken: "The statement is too large or too deeply nested to be judged.",
  empty: "There is no statement in it.",
  unknown: "The statement has a part that is not known here.",
} as const;

export async function loadSqlAnalyser(options: EngineOptions = {}): Promise<SqlAnalyser> {
  const create = () => createEngine(options);
  return makeAnalyser(await create(), create);
}

/** Apart from the loading, so that a test can hand in an engine that breaks. */
export function makeAnalyser(first: SqlEngine, create: () => Promise<SqlEngine>): SqlAnalyser {
  const cache = new TextCache<SqlAnalysis>(CACHE_LIMITS);
  let engine: SqlEngine | null = first;
  let isLoading = false;

  function renew(): void {
    if (isLoading) return;
    isLoading = true;
    const take = (made: SqlEngine | null) => {
      engine = made ?? engine;
      isLoading = false;
    };
    // A failure to load leaves the analyser without an engine; the next text tries again.
    create().then(take, () => take(null));
  }
  /** Runs what needs the engine; a throw means that the engine is done for. */
  function withEngine<T>(use: (engine: SqlEngine) => T): T | null {
    if (engine === null) return null;
    try {
      return use(engine);
    } catch {
      engine = null;
      return null;
    }
  }

  function analyseFresh(sql: string): { analysis: SqlAnalysis; isFinal: boolean } {
    if (engine === null) {
      renew();
      return { analysis: refused(REASONS.absent), isFinal: false };
    }
    const analysis = withEngine((current) => analyseWith(current, sql));
    if (engine === null || engine.heapBytes() > HEAP_LIMIT_BYTES) renew();
    return { analysis: analysis ?? refused(REASONS.broken), isFinal: true };
  }

  const analyse = (sql: string): SqlAnalysis => {
    const fault = inputFault(sql);
    if (fault !== null) return refused(`The SQL ${fault}.`);
    const known = cache.get(sql);
    if (known) return known;
    const { analysis, isFinal } = analyseFresh(sql);
    if (isFinal) cache.set(sql, analysis);
    return analysis;
  };
  /** Only of what can be analysed: that has passed all limits. */
  const ofReadable = <T>(sql: string, use: (engine: SqlEngine) => T): T | null => {
    const answer = analyse(sql).ok ? withEngine(use) : null;
    if (engine === null) renew();
    return answer;
  };
  return Object.assign(analyse, {
    normalise(sql: string): string | null {
      const scanned = ofReadable(sql, (current) => current.scan(sql));
      return scanned === null ? null : normalisedText(tokensOf(scanned));
    },
    fingerprint: (sql: string) => ofReadable(sql, (current) => current.fingerprint(sql)),
  });
}

function refused(reason: string): SqlAnalysis {
  return Object.freeze({ ok: false, reason });
}

/** Throws only when the engine does. */
function analyseWith(engine: SqlEngine, sql: string): SqlAnalysis {
  if (mayExpand(sql)) {
    const tokens = engine.scan(sql);
    if (tokens === null) return refused("PostgreSQL would not take it: it has a token that does not end.");
    if (expandedSize(tokensOf(tokens)) > EXPANDED_TOKENS_LIMIT) return refused(REASONS.broken);
  }
  const parsed = engine.parse(sql);
  if ("error" in parsed) return refused(`PostgreSQL would not take it: ${printable(parsed.error)}.`);
  try {
    const statements = walkTree(parsed.tree);
    if (statements.length === 0) return refused(REASONS.empty);
    return { ok: true, facts: freeze({ statements }) };
  } catch (error) {
    return refused(error instanceof TooDeep ? REASONS.broken : REASONS.unknown);
  }
}

/** Messages of the parser quote the statement: short, and on one line. */
function printable(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** Facts are shared through the cache: whoever got hold of them must not be able to change the next answer. */
function freeze(facts: SqlFacts): SqlFacts {
  for (const statement of facts.statements) {
    for (const list of [statement.effects, statement.reads, statement.writes]) {
      for (const entry of list) Object.freeze(entry);
      Object.freeze(list);
    }
    Object.freeze(statement.functions);
    Object.freeze(statement.attributes);
    Object.freeze(statement);
  }
  Object.freeze(facts.statements);
  return Object.freeze(facts);
}
