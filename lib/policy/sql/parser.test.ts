import { beforeEach, describe, expect, test } from "vitest";
import { stopwatch } from "../../testing/stopwatch";
import { createEngine, EngineBroken, type SqlEngine } from "./engine";
import { SQL_LENGTH_LIMIT } from "./input";
import { loadSqlAnalyser, makeAnalyser, type SqlAnalyser } from "./parser";

const analyse = await loadSqlAnalyser();
const reasonOf = (sql: string, analyser: SqlAnalyser = analyse) => {
  const analysis = analyser(sql);
  return analysis.ok ? "" : analysis.reason;
};

describe("texts that the parser does not get to see", () => {
  test.each([
    ["SELECT 1\0; DROP TABLE t", "control character"],
    ["\0", "control character"],
    ["SELECT '\ud800'", "half a character"],
    ["SELECT '\udc00\ud800'", "half a character"],
    ["SELECT\v1", "control character"],
    ["SELECT '\u001b[2J'", "control character"],
    ["SELECT '\u009b2J'", "control character"],
    ["x".repeat(SQL_LENGTH_LIMIT + 1), "longer than"],
    ["SELECT 1".repeat(1 << 17), "longer than"],
  ])("%#", (sql, why) => {
    expect(reasonOf(sql)).toContain(why);
  });

  test("characters beyond the basic plane, accents and other scripts are text like any other", () => {
    expect(analyse("SELECT '🦀', 'é', '表' FROM \"naïve\"").ok).toBe(true);
  });

  test("no text at all", () => {
    for (const value of ["", " ", "\n", null, undefined, 1, {}, []]) {
      expect(analyse(value as string).ok).toBe(false);
    }
  });
});

describe("hostile sizes end in a refusal, and soon", () => {
  const times = (count: number, text: string) => text.repeat(count);
  test.each([
    ["100,000 parentheses", `SELECT ${times(100_000, "(")}1${times(100_000, ")")}`],
    ["30,000 parentheses", `SELECT ${times(30_000, "(")}1${times(30_000, ")")}`],
    ["nested selects", `SELECT ${times(5_000, "(SELECT ")}1${times(5_000, ")")}`],
    ["a chain of casts", `SELECT 1${times(20_000, "::a")}`],
    ["a chain of sums", `SELECT 1${times(30_000, "+1")}`],
    ["a chain of NOT", `SELECT ${times(16_000, "NOT ")}true`],
    ["a chain of UNION", `SELECT 1${times(3_500, " UNION SELECT 1")}`],
    [
      "columns that share a query",
      `UPDATE t SET (${times(10_000, "a,")}a) = (SELECT ${times(10_000, "1,")}1)`,
    ],
  ])("%s", async (_name, sql) => {
    // One each: an instance that broke at the case before refuses everything.
    const own = await loadSqlAnalyser();
    const time = stopwatch();
    expect(own(sql).ok).toBe(false);
    expect(time()).toBeLessThan(2_000);
  });

  test("updates inside updates, which would double the tree at every level", () => {
    let sql = "SELECT 1, 2";
    for (let i = 0; i < 60; i++) sql = `WITH x AS (UPDATE t SET (a, b) = (${sql}) RETURNING 1) SELECT 1, 2`;
    expect(analyse(sql).ok).toBe(false);
  });
});

test("large but flat statements are fine", async () => {
  const roomy = await loadSqlAnalyser();
  expect(roomy(`SELECT ${"1, ".repeat(15_000)}1 FROM t`).ok).toBe(true);
  expect(roomy(`SELECT * FROM t WHERE a IN (${"1, ".repeat(15_000)}1)`).ok).toBe(true);
  expect(roomy("SELECT 1;".repeat(5_000)).ok).toBe(true);
  expect(roomy(`SELECT 1 WHERE ${"a = 1 OR ".repeat(5_000)} b = 2`).ok).toBe(true);
});

describe("an engine that breaks", () => {
  let hand: ((engine: SqlEngine | null) => void)[] = [];
  const create = () =>
    new Promise<SqlEngine>((resolve, reject) => {
      hand.push((engine) => (engine ? resolve(engine) : reject(new Error("no network"))));
    });
  const breaking: SqlEngine = {
    parse: (sql) => {
      if (sql.includes("boom")) throw new EngineBroken("trap");
      return { tree: { stmts: [] } };
    },
    scan: () => null,
    fingerprint: () => "",
    heapBytes: () => 0,
  };
  beforeEach(() => {
    hand = [];
  });

  test("is never asked again; everything is refused until another is there", async () => {
    const asked: string[] = [];
    const parse = (sql: string) => {
      asked.push(sql);
      return breaking.parse(sql);
    };
    const good = await createEngine();
    const analyser = makeAnalyser({ ...breaking, parse }, create);
    expect(reasonOf("SELECT boom", analyser)).toContain("too large or too deeply nested");
    expect(reasonOf("SELECT 1", analyser)).toContain("loaded again");
    expect(reasonOf("SELECT 2", analyser)).toContain("loaded again");
    expect(asked).toEqual(["SELECT boom"]);
    expect(hand).toHaveLength(1);
    hand[0]?.(good);
    // What was refused for want of an engine was not remembered.
    await expect.poll(() => analyser("SELECT 1").ok).toBe(true);
    expect(reasonOf("SELECT boom", analyser)).toContain("too large or too deeply nested");
  });

  test("a failure to load is tried again with the next text", async () => {
    const analyser = makeAnalyser(breaking, create);
    analyser("SELECT boom");
    hand[0]?.(null);
    const attempts = () => {
      analyser("SELECT 1");
      return hand.length;
    };
    await expect.poll(attempts).toBe(2);
    hand[1]?.(await createEngine());
    await expect.poll(() => analyser("SELECT 1").ok).toBe(true);
  });

  test("a heap that has grown too large is replaced without a gap", async () => {
    const good = await createEngine();
    const fat = { ...good, heapBytes: () => 2 ** 40 };
    const analyser = makeAnalyser(fat, create);
    expect(analyser("SELECT 1").ok).toBe(true);
    expect(analyser("SELECT 2").ok).toBe(true);
    expect(hand).toHaveLength(1);
    hand[0]?.(good);
  });

  test("the real one breaks on a chain of 30,000 sums and comes back", async () => {
    const analyser = await loadSqlAnalyser();
    expect(analyser(`SELECT 1${"+1".repeat(30_000)}`).ok).toBe(false);
    await expect.poll(() => analyser("SELECT a FROM t").ok).toBe(true);
  });
});

test("a tree with something unknown in it has no facts", () => {
  const trees = [
    null,
    [],
    { stmts: [{}] },
    { stmts: [{ stmt: {} }] },
    { stmts: [{ stmt: { NewStmt: {} } }] },
    { stmts: [{ stmt: { SelectStmt: { targetList: [{ NewNode: {} }] } } }] },
    { stmts: [{ stmt: { SelectStmt: { newField: { a: 1 } } } }] },
    { stmts: [{ stmt: { SelectStmt: { constructor: { a: 1 } } } }] },
    { stmts: [{ stmt: { constructor: {} } }] },
    { stmts: [{ stmt: { ResTarget: {} } }] },
  ];
  for (const tree of trees) {
    const engine = { parse: () => ({ tree }), scan: () => null, fingerprint: () => "", heapBytes: () => 0 };
    const analysis = makeAnalyser(engine, () => Promise.reject(new Error()))("SELECT 1");
    // A node that is no statement may come out with facts, but then without any effect: refused by every rule.
    expect(analysis.ok && analysis.facts.statements.some(({ effects }) => effects.length > 0)).toBe(false);
  }
});

test("facts are frozen, for they are shared", () => {
  const analysis = analyse("SELECT lower(a) FROM t");
  if (!analysis.ok) throw new Error(analysis.reason);
  const [statement] = analysis.facts.statements;
  if (!statement) throw new Error("no statement");
  for (const list of [analysis.facts.statements, statement.reads, statement.effects, statement.functions]) {
    expect(() => (list as unknown[]).pop()).toThrow(TypeError);
  }
  expect(Object.isFrozen(statement.reads[0])).toBe(true);
  expect(analyse("SELECT lower(a) FROM t")).toBe(analysis);
});

describe("for records", () => {
  test("texts that differ in values and layout have one fingerprint", () => {
    const one = analyse.fingerprint("SELECT a FROM t WHERE b = 'secret'");
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(analyse.fingerprint("select  a\nfrom t where b='other' -- note")).toBe(one);
    expect(analyse.fingerprint("SELECT a FROM u WHERE b = 'secret'")).not.toBe(one);
  });
  test("no value and no comment is left", () => {
    const sql = "/* s1 */ SELECT 's2', $$s3$$, 42, E's4', x'55', U&'s6' AS \"Name\", $1 -- s7\nFROM t.u";
    expect(analyse.normalise(sql)).toBe('SELECT ?, ?, ?, ?, ?, ? AS "Name", $1 FROM t.u');
    expect(analyse.normalise("ALTER ROLE r PASSWORD 's'")).toBe("ALTER ROLE r PASSWORD ?");
    expect(analyse.normalise("DO $$ s $$")).toBe("DO ?");
  });
  test("what cannot be analysed has neither", () => {
    for (const sql of ["SELEC 1", "SELECT '", "\0", "", "-- s"]) {
      expect([analyse.normalise(sql), analyse.fingerprint(sql)]).toEqual([null, null]);
    }
  });
});
