import { CHANGES } from "../../lib/audit/tamper/changes";
import type { CommandDefinition } from "./definition";

const names = Object.keys(CHANGES);

export const logTamper: CommandDefinition = {
  name: "log tamper",
  summary: "Change a copy of a log in one chosen way, to see that it is noticed.",
  usage: [
    "aegis log tamper [--seed NUMBER] [--checkpoint FILE] --out PATH CHANGE LOG",
    "aegis log tamper --list",
  ],
  about: [
    "For teaching, and for trying out whether a pipeline really verifies. Writes a bundle in which one thing is changed, and says what it did and which code aegis log verify has to give. The log itself is not touched.",
    "Where the change is made is chosen by the seed: the same seed makes the same change.",
  ],
  arguments: [
    ["CHANGE", `What to do: ${names.join(", ")}.`],
    ["LOG", "A file of JSON lines, or a bundle (zip or folder), that is in order."],
  ],
  options: {
    out: { value: "PATH", short: "o", help: "The zip file to write; never over something that is there." },
    seed: { value: "NUMBER", help: "Chooses the place. Left out: 1." },
    checkpoint: {
      value: "FILE",
      short: "c",
      help: "The signed checkpoint, instead of the one that comes with the log.",
    },
    other: { value: "LOG", help: "For splice: the log of another session." },
    list: { help: "List the changes, with the codes that each leads to." },
  },
  examples: [
    ["aegis log tamper --list", "what there is"],
    ["aegis log tamper edit-field -o changed.zip bundle.zip", "change one value of one record"],
    ['aegis log verify --key "$KEY" changed.zip', "and see it found"],
  ],
  exits: [
    [0, "written"],
    [
      2,
      "the log is not in order or too short for the change, something cannot be read or written, or the command was called wrongly",
    ],
  ],
  least: 0,
  most: 2,
  load: () => import("../commands/log-tamper"),
};
