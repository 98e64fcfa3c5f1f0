import { type CommandDefinition, formatOption } from "./definition";

export const validate: CommandDefinition = {
  name: "validate",
  summary: "Check specs and say what is wrong, where, and how to mend it.",
  usage: ["aegis validate [--strict] [--format FORMAT] SPEC…"],
  about: [
    "Reads each spec and reports every mistake with its line and column, the line itself, and the fix where there is an obvious one. Unknown keys are mistakes: a misspelt deny must not become silence.",
    "Errors make the exit code 1. Warnings are reported and do not, unless --strict is given.",
  ],
  arguments: [["SPEC…", "Files to check; - is standard input."]],
  options: {
    strict: { help: "Count warnings as findings." },
    ...formatOption("text", "json", "github", "sarif", "junit"),
  },
  examples: [
    ["aegis validate agent.toml", "check one spec"],
    ["aegis validate --strict agents/*.toml", "check many, warnings included"],
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
