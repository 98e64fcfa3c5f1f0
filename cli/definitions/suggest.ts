import { formatOption, type PureCommand } from "./definition";

export const suggest: PureCommand = {
  name: "suggest",
  summary: "Propose the smallest edit that fits a spec to a recorded run.",
  usage: ["aegis suggest [--shrink] [--write] [--format text|json] SPEC [REQUESTS]"],
  about: [
    "Reads what a run asked for and prints an edit of the spec, as a diff, with which all of it would have been let through, and as little else as can be. Comments and layout stay. What a deny forbids stays forbidden, and is listed with the rule; so is what no rule can allow.",
    "Many files of one folder become one pattern. Each entry that lets through more than was asked for is listed with an example: read that before you take it.",
    "With --shrink it goes the other way, to least privilege: grants that the run did not use go, and grants that are wider than their use become narrower. What the run was allowed stays allowed, and nothing becomes wider. Record all that the agent is for before you shrink.",
    "REQUESTS has lines of JSON: requests as for aegis eval, or what aegis eval answered. The diff goes to standard output, everything else to standard error, so that it can be piped into git apply.",
  ],
  arguments: [
    ["SPEC", "The file; - is standard input, and then the requests come from a file."],
    ["REQUESTS", "What the run asked for; - is standard input, which is also the default."],
  ],
  options: {
    shrink: { short: "s", help: "Take out and narrow what the run did not need." },
    write: { short: "w", help: "Make the edit, in place; for - write the new spec to standard output." },
    ...formatOption("text", "json"),
  },
  examples: [
    ["aegis suggest agent.toml run.jsonl", "what is missing?"],
    ["aegis suggest agent.toml run.jsonl | git apply", "take it as it is"],
    ["aegis suggest --shrink agent.toml run.jsonl", "what is too much?"],
    ["aegis suggest --shrink --write agent.toml run.jsonl", "take that, too"],
    ["aegis suggest --format json agent.toml < run.jsonl", "text edits, for programs"],
  ],
  exits: [
    [0, "nothing to change, or with --write all of it was changed"],
    [1, "there is an edit, or something that cannot be allowed"],
    [2, "the spec or the requests cannot be used"],
  ],
  least: 1,
  most: 2,
  load: () => import("../commands/suggest"),
};
