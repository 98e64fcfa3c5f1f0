import type { CommandDefinition } from "./definition";

export const EXPORT_FORMATS = ["zip", "folder", "jsonl", "csv", "cloudevents"] as const;

export const logExport: CommandDefinition = {
  name: "log export",
  summary: "Write a log as a bundle that verifies by itself, as a table, or as events.",
  usage: [
    "aegis log export [--format FORMAT] [--checkpoint FILE] [--policy FILE] [--bodies] [--out PATH] LOG",
  ],
  about: [
    "A bundle holds the records, the signed checkpoint, the proof that the workspace's log has it, a policy, and a README.txt with the keys and the commands that verify it, with this tool and without. The same session gives the same bytes.",
    "The checkpoint that is kept with the log comes along by itself. Nothing is verified: a log that somebody changed can be exported too, as evidence of that.",
  ],
  arguments: [["LOG", "A file of JSON lines, a bundle (zip or folder), or - for standard input."]],
  options: {
    out: {
      value: "PATH",
      short: "o",
      help: "Where to write; never over something that is there. Left out: standard output, which a folder cannot be.",
    },
    format: { value: "FORMAT", short: "f", words: EXPORT_FORMATS, help: "What to write. Left out: zip." },
    checkpoint: {
      value: "FILE",
      short: "c",
      help: "The signed checkpoint, instead of the one that comes with the log.",
    },
    proof: { value: "FILE", help: "The tlog-proof of the checkpoint in the log of the workspace." },
    bodies: {
      help: "Take along the bodies that aegis run --keep-bodies has kept beside the log. They are what the agent read, wrote and sent. Those of a bundle go along by themselves.",
    },
    policy: {
      value: "FILE",
      short: "p",
      help: "A tlog-policy to put in, for whoever wants to know which witnesses you asked for.",
    },
  },
  examples: [
    ["aegis log export -o bundle.zip session.jsonl", "a bundle"],
    ["aegis log export -f folder -o evidence/ bundle.zip", "the same as a folder"],
    ["aegis log export -f cloudevents bundle.zip | collector", "events for a collector"],
  ],
  exits: [
    [0, "written"],
    [
      2,
      "something cannot be read or written (for csv and cloudevents also a line that is no record), or the command was called wrongly",
    ],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/log-export"),
};
