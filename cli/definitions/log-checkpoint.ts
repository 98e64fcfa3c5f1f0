import type { CommandDefinition } from "./definition";

export const logCheckpoint: CommandDefinition = {
  name: "log checkpoint",
  summary: "Print the signed checkpoint of a log, make one, or look into one.",
  usage: ["aegis log checkpoint [--sign KEYFILE] LOG", "aegis log checkpoint --inspect [--key VKEY] NOTE"],
  about: [
    "A checkpoint is three lines (the name of the log, how many records, their root) with signatures below: whoever holds one can tell later whether the log was shortened or changed. Keep them where the log is not.",
    "Prints the one that is kept with the log. With --sign one is made over all records that are there, once the chain was followed, and signed with a key from a file.",
  ],
  arguments: [
    ["LOG", "A file of JSON lines, a bundle (zip or folder), or - for standard input."],
    ["NOTE", "The checkpoint to look into; - is standard input."],
  ],
  options: {
    sign: {
      value: "KEYFILE",
      help: "Make a checkpoint, signed with this key: the FILE.key beside a recorded log (PEM), or a text that begins with PRIVATE+KEY.",
    },
    inspect: { help: "Say what a checkpoint says, and who signed it." },
    key: {
      value: "VKEY",
      short: "k",
      isMany: true,
      help: "For --inspect: a verifier key that you know; its signature is checked.",
    },
  },
  examples: [
    ["aegis log checkpoint bundle.zip > kept-elsewhere.txt", "keep it"],
    ["aegis log checkpoint --sign session.jsonl.key session.jsonl", "sign what is there now"],
    ["aegis log checkpoint --inspect kept-elsewhere.txt", "read it"],
  ],
  exits: [
    [0, "printed"],
    [1, "the records do not follow each other, or a signature by a key you gave does not verify"],
    [2, "there is none, something cannot be read, or the command was called wrongly"],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/log-checkpoint"),
};
