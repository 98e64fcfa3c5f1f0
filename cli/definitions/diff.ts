import { formatOption, type PureCommand } from "./definition";

export const diff: PureCommand = {
  name: "diff",
  summary: "Compare what two specs allow, by meaning and not by text.",
  usage: ["aegis diff [--allow-widening] [--format FORMAT] OLD NEW"],
  about: [
    "Says for each capability whether the new spec is equal, narrower, wider or incomparable, and for every widening gives a witness: a request that the old spec denies and the new one lets through.",
    "A widening is a finding: exit code 1. Where not everything could be compared, a widening cannot be excluded, and that counts as one.",
    "Budgets and rates are compared by their numbers. So is what no request can show and has an order: guards, who may approve and for how long, limits of the machine, ingress. What has none (audit, checkpoints, compliance, the model) is told when it changed. Names, descriptions and tests decide nothing and are not compared.",
  ],
  arguments: [
    ["OLD", "The spec as it was; - is standard input."],
    ["NEW", "The spec as it is to be; - is standard input."],
  ],
  options: {
    "allow-widening": { help: "Report widenings and exit with 0." },
    ...formatOption("text", "json", "github", "sarif", "junit"),
  },
  examples: [
    ["aegis diff old.toml new.toml", "compare two files"],
    ["git show main:agent.toml | aegis diff - agent.toml", "compare with the main branch"],
  ],
  exits: [
    [0, "nothing is wider, or --allow-widening"],
    [1, "something is wider"],
    [2, "a spec cannot be used"],
  ],
  least: 2,
  most: 2,
  load: () => import("../commands/diff"),
};
