/** Specs whose syntax is right and whose values are anything: what the engine must be able to enforce if they load. */
import fc from "fast-check";

const SCRAPS = [
  ..."*?[]{},-.!^\\/%:@ ()|+$'ab1".split(""),
  "**",
  "/**",
  "**/",
  "[a-c]",
  "[z-a]",
  "a**b",
  "{a,b}",
  "{a,b}{a,b}{a,b}{a,b}",
  "%2f",
  "%61",
  "..",
  "git ",
  "GET ",
  "https://",
  "*.a.test",
  "a.test",
  "[::1]",
  "10/hour",
  "x{900}",
  "(a|b)*",
  "\\d+",
  "\\pL",
  "(?i)",
  "é",
  "\u0000",
  "a".repeat(300),
];
const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...SCRAPS), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "/a/**",
      "**/*.key",
      "https://a.test",
      "git log *",
      "select",
      "public.*",
      "claude-*",
      "a",
    ),
  },
);
const list = fc.array(text, { minLength: 1, maxLength: 2 }).map((texts) => JSON.stringify(texts));
const number = fc
  .oneof(fc.integer({ min: -1, max: 5000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => (Object.is(value, -0) ? "0" : String(value)));
const scalar = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  number,
  fc.constantFrom("true", "false"),
);
const bound = fc.oneof(
  fc.tuple(fc.constantFrom("min", "max", "min_length", "max_length"), number),
  fc.tuple(fc.constantFrom("equals"), scalar),
  fc.tuple(
    fc.constantFrom("matches"),
    text.map((value) => JSON.stringify(value)),
  ),
  fc.tuple(fc.constantFrom("items"), list),
);
const condition = fc.oneof(
  list,
  fc
    .uniqueArray(bound, { minLength: 1, maxLength: 2, selector: ([key]) => key })
    .map((bounds) => `{ ${bounds.map(([key, value]) => `${key} = ${value}`).join(", ")} }`),
);

/** Keys below `capabilities` and what may stand there. */
const line = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      "filesystem.read",
      "filesystem.write",
      "filesystem.deny",
      "filesystem.approve",
      "network.allow_egress",
      "network.deny_egress",
      "network.approve_egress",
      "exec.allow",
      "exec.deny",
      "exec.approve",
      "exec.env",
      "exec.deny_dynamic_imports",
      "models.allow",
      "models.regions",
      "agents.spawn",
      "sql.d.tables",
      "sql.d.deny_tables",
      "sql.d.functions",
      "sql.d.deny_functions",
      "sql.d.statements",
      "api.mail.scopes",
      "secrets.KEY.hosts",
    ),
    list,
  ),
  fc.tuple(fc.constantFrom("tools.t.args.a", "tools.t.args.b", "api.mail.limit"), condition),
  fc.tuple(
    fc.constantFrom("tools.t.rate_limit", "api.mail.rate_limit", "tools.t.effect"),
    text.map((value) => JSON.stringify(value)),
  ),
  fc.tuple(fc.constantFrom("models.max_tokens", "models.max_cost_usd"), number),
);

/** A whole file: an agent, and a few of those lines. */
export const arbitraryCapabilities: fc.Arbitrary<string> = fc
  .uniqueArray(line, { minLength: 1, maxLength: 3, selector: ([key]) => key })
  .map((lines) =>
    ["[agent]", 'name = "x"', "[capabilities]", ...lines.map(([key, value]) => `${key} = ${value}`), ""].join(
      "\n",
    ),
  );
