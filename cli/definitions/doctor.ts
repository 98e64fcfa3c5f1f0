import { type CommandDefinition, formatOption } from "./definition";

export const doctor: CommandDefinition = {
  name: "doctor",
  summary: "Ask a running server whether its stored logs are what it signed.",
  usage: ["aegis doctor [--url URL] [--full] [--accept WORKSPACE] [--format text|json]"],
  about: [
    "A server looks at every log that it stores when it starts, and at each before it signs anything of it. What is not what was signed is never signed again; this lists it, with workspace, session, record and code. It lists the keys as well, and the witnesses that are behind.",
    "It is for whoever runs the server: the server is asked with a token made from its secret, which is read from AEGIS_SECRET, or from secret.key in the folder DATA_DIR (left out: ./data). The secret itself is not sent, and the token is good for that address alone and for some minutes.",
    "A start goes on from where the last look ended. --full reads every record of every session from the first, which takes a second for some hundred thousand.",
    "After an older copy of the database was put in place, the server refuses to sign what it may have signed for differently before. If there is nothing newer to restore, --accept makes the log of that workspace go on from what there is. Browsers that have seen more will say ROLLBACK, and they are right.",
  ],
  arguments: [],
  options: {
    url: {
      value: "URL",
      short: "u",
      help: "Where the server is. Left out: HOST and PORT of the environment, or http://127.0.0.1:3000.",
    },
    full: { help: "Read everything anew, and not only what came since the last look." },
    accept: {
      value: "WORKSPACE",
      help: "Let the log of this workspace go on from a database that was restored on purpose.",
    },
    ...formatOption("text", "json"),
  },
  examples: [
    ["aegis doctor", "the server on this machine"],
    ["DATA_DIR=/srv/aegis aegis doctor --url https://aegis.example.com --full", "another one, all of it"],
    ["aegis doctor --format json | jq .findings", "for a program that watches"],
  ],
  exits: [
    [0, "all stored logs that were looked at are what was signed"],
    [1, "something is not: nothing of it is signed any more"],
    [2, "no server answers, it does not take the secret, or the command was called wrongly"],
  ],
  least: 0,
  most: 0,
  load: () => import("../commands/doctor"),
};
