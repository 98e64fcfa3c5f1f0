import { formatOption, type PureCommand } from "./definition";

export const inspect: PureCommand = {
  name: "inspect",
  summary: "Show what a spec lets its agent do.",
  usage: ["aegis inspect [--format text|json] SPEC"],
  about: [
    "Lists the effective permissions: what may be read, written, reached, run and called, what a person must agree to, what is always denied, each with the rule and its line; then limits, guards, and which runtime enforces which part.",
    "What no rule names is denied.",
  ],
  arguments: [["SPEC", "The file; - is standard input."]],
  options: formatOption("text", "json"),
  examples: [
    ["aegis inspect agent.toml", "read it"],
    ["aegis inspect --format json agent.toml | jq .grants", "use it in a program"],
  ],
  exits: [
    [0, "shown"],
    [2, "the spec cannot be used"],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/inspect"),
};
