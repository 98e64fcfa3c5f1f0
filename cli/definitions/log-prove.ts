import type { CommandDefinition } from "./definition";

export const logProve: CommandDefinition = {
  name: "log prove",
  summary: "Prove that one record is in a log, without showing the others; or check such a proof.",
  usage: [
    "aegis log prove [--bare] [--checkpoint FILE] LOG SEQ",
    "aegis log prove --check [--key VKEY] PROOF [RECORD]",
  ],
  about: [
    "Writes a tlog-proof: the number of the record, the hashes that lead from it to the root, and the signed checkpoint. The record goes along in it, unless --bare leaves it out. Of the other records nothing is told.",
    "With --check a proof is read: does its record lead to the root that was signed, and is the signature by a key that you know? The record is shown.",
  ],
  arguments: [
    ["LOG", "A file of JSON lines, or a bundle (zip or folder)."],
    ["SEQ", "The number of the record."],
    ["PROOF", "The proof to check; - is standard input."],
    ["RECORD", "For a bare proof: the file with the record."],
  ],
  options: {
    bare: { help: "Leave the record out of the proof." },
    checkpoint: {
      value: "FILE",
      short: "c",
      help: "The signed checkpoint, instead of the one that comes with the log.",
    },
    check: { help: "Check a proof instead of making one." },
    key: {
      value: "VKEY",
      short: "k",
      isMany: true,
      help: "A verifier key that you know: of the session, or of a cosigner.",
    },
  },
  examples: [
    ["aegis log prove bundle.zip 12 > denial.tlog-proof", "one record for somebody else"],
    ['aegis log prove --check --key "$KEY" denial.tlog-proof', "what they do with it"],
  ],
  exits: [
    [0, "written, or the proof holds"],
    [1, "the log does not lead to its checkpoint, or the proof does not hold"],
    [2, "something cannot be read, or the command was called wrongly"],
    [3, "the proof leads to the root that it names, but no key was given that says whose root that is"],
  ],
  least: 1,
  most: 2,
  load: () => import("../commands/log-prove"),
};
