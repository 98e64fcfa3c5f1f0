import type { CommandDefinition } from "./definition";

export const init: CommandDefinition = {
  name: "init",
  summary: "Write a commented agent.toml and agent.ts to start from.",
  usage: ["aegis init [--name NAME] [DIR]"],
  about: [
    "Writes a spec whose every line is explained, with tests, an agent that goes with it, and a file for it to read: aegis run starts it at once. Nothing that is there already is overwritten: then nothing is written at all.",
  ],
  arguments: [["DIR", "The folder; made when it is missing. Left out: this one."]],
  options: {
    name: { value: "NAME", short: "n", help: "Name of the agent. Left out: the name of the folder." },
  },
  examples: [
    ["aegis init", "start in this folder"],
    ["aegis init agents/report-writer", "start in a new one"],
  ],
  exits: [
    [0, "written"],
    [2, "a file is there already, or the folder cannot be written"],
  ],
  least: 0,
  most: 1,
  load: () => import("../commands/init"),
};
