import { formatOption, type PureCommand } from "./definition";

export const validate: PureCommand = {
  name: "validate",
  summary: "Check specs and say what is wrong, where, and how to mend it.",
  usage: ["aegis validate [--strict] [--used FILE] [--format FORMAT] SPEC…"],
  about: [
    "Reads each spec and reports every mistake with its line and column, the line itself, and the fix where there is an obvious one. Unknown keys are mistakes: a misspelt deny must not become silence.",
    "Warns of rules that are right as text and do nothing: grants that a deny always overrides, rules that others cover, conditions that never come to be asked. Taking one out changes no decision. A note tells of a deny that meets no grant today; it may stand guard against one of tomorrow.",
    "With --used it also warns of grants that a recorded run did without; aegis suggest --shrink takes them out. FILE has lines of JSON: requests as for aegis eval, or what aegis eval answered.",
    "Errors make the exit code 1. Warnings are reported and do not, unless --strict is given. Notes never count.",
  ],
  arguments: [["SPEC…", "Files to check; - is standard input."]],
  options: {
    strict: { help: "Count warnings as findings." },
    used: {
      value: "FILE",
      short: "u",
      help: "Requests of a recorded run: warn of grants that it had no use for. - is standard input.",
    },
    ...formatOption("text", "json", "github", "sarif", "junit"),
  },
  examples: [
    ["aegis validate agent.toml", "check one spec"],
    ["aegis validate --strict agents/*.toml", "check many, warnings included"],
    ["aegis validate --used run.jsonl agent.toml", "what did that run not need?"],
    ["aegis validate --format sarif agent.toml > aegis.sarif", "a report for code scanning"],
    ["git show HEAD:agent.toml | aegis validate -", "check what was committed"],
  ],
  exits: [
    [0, "no errors"],
    [1, "errors, or with --strict warnings"],
    [2, "a file cannot be read, or the command was called wrongly"],
  ],
  least: 1,
  most: 10_000,
  load: () => import("../commands/validate"),
};
