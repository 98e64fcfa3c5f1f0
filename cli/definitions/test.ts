import { formatOption, type PureCommand } from "./definition";

export const test: PureCommand = {
  name: "test",
  summary: "Run the tests that live with a spec.",
  usage: ["aegis test [--format FORMAT] [--min-coverage PERCENT] SPEC [MORE.toml…]"],
  about: [
    "Decides the request of every [[test]] table and compares the verdict with what is expected. A failure shows both, the reason, and the line of the rule that decided. Each test starts with fresh counters.",
    "MORE files bring further tests for the same spec. They may be specs themselves, or hold nothing but [[test]] tables.",
    "Then it tells which rules no test touches.",
  ],
  arguments: [
    ["SPEC", "The file whose rules are tested; - is standard input."],
    ["MORE.toml…", "Files with further tests."],
  ],
  options: {
    "min-coverage": { value: "PERCENT", help: "Exit with 1 when fewer rules than that are touched." },
    ...formatOption("text", "json", "github", "junit"),
  },
  examples: [
    ["aegis test agent.toml", "run them"],
    ["aegis test agent.toml tests/*.toml", "with more from elsewhere"],
    ["aegis test --format junit agent.toml > report.xml", "for a CI server"],
  ],
  exits: [
    [0, "every test passed"],
    [1, "a test failed, or too few rules are touched"],
    [2, "a file cannot be used, or there are no tests at all"],
  ],
  least: 1,
  most: 10_000,
  load: () => import("../commands/test"),
};
