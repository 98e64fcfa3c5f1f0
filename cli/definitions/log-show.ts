import type { CommandDefinition } from "./definition";

export const LOG_FORMATS = ["text", "json", "jsonl", "csv", "cloudevents"] as const;

export const logShow: CommandDefinition = {
  name: "log show",
  summary: "Show the records of a log.",
  usage: ["aegis log show [--type TYPE] [--verdict WORD] [--seq RANGE] [--format FORMAT] [--follow] LOG"],
  about: [
    "Lists what was decided and what came of it: number, time, verdict, type and what it is about. Denials are marked.",
    "A line that is no record is listed as that. Nothing is verified here: aegis log verify does that.",
    "With --follow it goes on with the records that come, until the session is closed or you press Ctrl-C. They are shown as they are written, a moment before they are safe on the disk.",
  ],
  arguments: [["LOG", "A file of JSON lines, a bundle (zip or folder), or - for standard input."]],
  options: {
    type: {
      value: "TYPE",
      short: "t",
      isMany: true,
      help: "Only records of this type, such as fs.write, or of these types, such as fs or session.",
    },
    verdict: {
      value: "WORD",
      isMany: true,
      words: ["allow", "deny", "approve"],
      help: "Only decisions with this verdict.",
    },
    seq: { value: "RANGE", short: "s", help: "Only these numbers: 7, 7-20 or 7-." },
    format: {
      value: "FORMAT",
      short: "f",
      words: LOG_FORMATS,
      help: "How to write them: text for people; json is one array, jsonl the exact lines, csv a table, cloudevents one event a line.",
    },
    follow: { help: "Wait for more, and show it as it comes: of a file of JSON lines, as text or jsonl." },
  },
  examples: [
    ["aegis log show session.jsonl", "read it"],
    ["aegis log show --follow session.jsonl", "watch an agent at work"],
    ["aegis log show --verdict deny bundle.zip", "what was denied"],
    ["aegis log show -t net -s 100-200 bundle.zip", "network access in a part of it"],
    ["aegis log show -f csv bundle.zip > log.csv", "a table, safe to open in a spreadsheet"],
  ],
  exits: [
    [0, "shown"],
    [1, "a line is no record"],
    [2, "the log cannot be read, or the command was called wrongly"],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/log-show"),
};
