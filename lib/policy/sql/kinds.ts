/**
 * What a statement can be, and which word of the spec's `statements` grants it.
 *
 * The kind is what a statement does: COPY … TO STDOUT hands out rows and is granted like a select, EXPLAIN ANALYZE
 * is the statement that it runs, a WITH that deletes is a delete. Plain EXPLAIN shows less than a select would, so
 * `select` grants it too, for any statement that it explains. Kinds without a word are refused whatever is granted.
 */
export const SQL_KINDS = {
  select: ["select"],
  explain: ["explain", "select"],
  show: ["show", "select"],
  copy_out: ["copy", "select"],
  copy_in: ["copy", "insert"],
  insert: ["insert"],
  update: ["update"],
  delete: ["delete"],
  merge: ["merge"],
  truncate: ["truncate"],
  create: ["create"],
  alter: ["alter"],
  drop: ["drop"],
  grant: ["grant"],
  revoke: ["revoke"],
  call: ["call"],
  do: ["do"],
  set: ["set"],
  transaction: ["transaction"],
  lock: ["lock"],
  maintain: ["maintain"], // VACUUM, ANALYZE, REINDEX, CLUSTER, REFRESH
  cursor: ["cursor"],
  prepare: ["prepare"], // PREPARE and DEALLOCATE; what is prepared counts as well
  execute: ["execute"], // EXECUTE: the text that it runs is not seen here
  listen: ["listen"],
  notify: ["notify"],
  code: [], // brings code into the database: functions, triggers, rules, extensions, casts, languages
  server: [], // files and programs of the server, databases, tablespaces, its configuration
  guard: [], // what these checks rest on: roles, rights, search_path, row security, how text is read
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SqlKind = keyof typeof SQL_KINDS;

/** Every word that grants something: the words of the spec's `statements`. */
export type SqlGrantWord = (typeof SQL_KINDS)[SqlKind][number];
export const SQL_GRANT_WORDS: readonly SqlGrantWord[] = [...new Set(Object.values(SQL_KINDS).flat())];
