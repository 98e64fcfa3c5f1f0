import { type CommandDefinition, formatOption } from "./definition";

export const logVerify: CommandDefinition = {
  name: "log verify",
  summary: "Check that a log is what was recorded, all of it and in order.",
  usage: ["aegis log verify [--key VKEY] [--policy FILE] [--checkpoint FILE] [OPTIONS] LOG"],
  about: [
    "Reads every record, follows the chain, and holds the root of all records against what was signed. Then it tells how far anybody else has seen the log: recorded (here), countersigned (by the server, when), anchored (in the log of the workspace), witnessed (by k of n).",
    "A chain of hashes alone shows no end: without a checkpoint a log that was cut off looks whole, and is called unknown, never valid.",
    "The log names the key of its session itself, and whoever forges a log names his own. Give the keys that you know from elsewhere: of the session, of the server's cosigner, or of the workspace's log. Those of runs that you started on this machine are known: aegis run notes them in your own folder (XDG_STATE_HOME). What comes with a bundle is looked at as evidence; a policy that comes with it is not believed.",
  ],
  arguments: [["LOG", "A file of JSON lines, a bundle (zip or folder), or - for standard input."]],
  options: {
    key: { value: "VKEY", short: "k", isMany: true, help: "A verifier key that you know." },
    policy: {
      value: "FILE",
      short: "p",
      help: "A tlog-policy: which logs and witnesses you trust, and how many of them must have signed.",
    },
    checkpoint: {
      value: "FILE",
      short: "c",
      isMany: true,
      help: "A signed checkpoint or receipt of the session, beside those that come with the log.",
    },
    proof: {
      value: "FILE",
      help: "A tlog-proof of the checkpoint in the log of the workspace, instead of the one that comes with the log.",
    },
    remembered: {
      value: "FILE",
      isMany: true,
      help: "A checkpoint that you saw before, of the session or of the workspace: the log must not be shorter or another one.",
    },
    consistency: {
      value: "FILE",
      help: "For a remembered checkpoint of the workspace: the hashes that prove it was only added to, in base64, one a line.",
    },
    session: { value: "UUID", help: "The session that this has to be." },
    "allow-incomplete": {
      help: "Exit with 0 when the session is still open, or its last records are not covered yet.",
    },
    ...formatOption("text", "json", "github", "sarif", "junit"),
  },
  examples: [
    [
      "aegis log verify --key 'audit.example/cosigner+649d3c13+BIE5…' bundle.zip",
      "with the key of the server's cosigner",
    ],
    ["aegis log verify -p trusted.tlog-policy --format junit bundle.zip > report.xml", "in CI, by a policy"],
    [
      'aegis log verify -c receipt.txt -k "$KEY" session.jsonl',
      "a file of lines, with the receipt that you kept",
    ],
  ],
  exits: [
    [0, "valid: nothing was changed, and a checkpoint covers all of it"],
    [1, "invalid: the first fault is named, with its record and code"],
    [2, "something cannot be read, or the command was called wrongly"],
    [3, "valid as far as it goes, but incomplete: no checkpoint, an end that none covers, or no close"],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/log-verify"),
};
