import { type CommandDefinition, formatOption } from "./definition";

export const run: CommandDefinition = {
  name: "run",
  summary: "Run an agent in a sandbox, held to its spec, with a log of all it did.",
  usage: ["aegis run [OPTIONS] SPEC [AGENT] [-- ARGS]"],
  about: [],
  arguments: [
    ["SPEC", "The spec; - is standard input."],
    ["AGENT", "The file to run. Left out: what the spec names as its entry."],
    ["ARGS", "What the agent finds in process.argv."],
  ],
  options: {
    workspace: {
      value: "DIR",
      short: "w",
      help: "The folder that the agent sees as /workspace. Left out: the folder of the spec.",
    },
    driver: { value: "DRIVER", words: ["embedded", "node"], help: "What it runs in. Left out: embedded." },
    log: { value: "FILE", short: "l", help: "Where the log goes." },
    approve: { value: "HOW", words: ["ask", "deny", "yes"], help: "What to do where a person must agree." },
    env: { value: "NAME[=VALUE]", short: "e", isMany: true, help: "A variable for the agent." },
    actor: { value: "NAME", help: "For whom it runs, as the log says it. Left out: your user name." },
    accept: {
      value: "PART[,PART]",
      isMany: true,
      help: "Parts of the spec that you do without, because the driver does not enforce them.",
    },
    timeout: { value: "TIME", help: "Stop it after this time, such as 30s or 5m." },
    quiet: { short: "q", help: "No summary." },
    ...formatOption("text", "json"),
  },
  examples: [["aegis run agent.toml", "run the entry of the spec"]],
  exits: [
    [0, "as the agent ended"],
    [2, "called wrongly, or a file that cannot be used"],
  ],
  least: 1,
  most: 2,
  handsOn: true,
  load: () => import("../commands/run"),
};
