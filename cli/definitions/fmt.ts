import type { PureCommand } from "./definition";

export const fmt: PureCommand = {
  name: "fmt",
  summary: "Format specs in the one usual way.",
  usage: ["aegis fmt [--check] SPEC…"],
  about: [
    "Rewrites each file in place, comments kept; - reads standard input and writes standard output. A file that is already formatted is not touched, and one that is no TOML is refused.",
  ],
  arguments: [["SPEC…", "Files to format; - is standard input."]],
  options: {
    check: { short: "c", help: "Write nothing; list the files that would change, with exit code 1." },
  },
  examples: [
    ["aegis fmt agent.toml", "format it"],
    ["aegis fmt --check agents/*.toml", "in CI"],
  ],
  exits: [
    [0, "formatted, or nothing to do"],
    [1, "with --check, a file would change"],
    [2, "a file cannot be read, is no TOML, or cannot be written"],
  ],
  least: 1,
  most: 10_000,
  load: () => import("../commands/fmt"),
};
