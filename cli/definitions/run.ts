import { type CommandDefinition, formatOption } from "./definition";

export const run: CommandDefinition = {
  name: "run",
  summary: "Run an agent in a sandbox that holds it to its spec, and log what it did.",
  usage: ["aegis run [OPTIONS] SPEC [AGENT] [-- ARGS]"],
  about: [
    "The agent sees the workspace, a real folder, as /workspace. Every file, address, command and variable it asks for is decided by the spec before anything happens; what no rule allows is denied, and so is what the spec leaves to a person when nobody agrees. Files that it may write are written in the folder, whole or not at all.",
    "JavaScript and TypeScript run in a virtual machine of their own, where nothing of this computer exists (--driver embedded). A spec that asks for something that the driver does not enforce is refused, unless you do without it by name (--accept).",
    "What the agent prints goes byte for byte into a pipe or a file. A terminal gets it as text and colours: other escape sequences (moves, titles, the clipboard, questions to the terminal) are left out, and nothing of the agent appears while a person is asked. aegis replay prints in the same way. What aegis itself says goes to standard error, each line with aegis: before it. In the end it tells what was denied, by which rule and line of the spec.",
    "The log of a run is a file of its own, in .aegis/sessions of the workspace, which the agent does not see. It is signed when it ends, and aegis log verify checks it. After a run that was killed the next one in the same workspace closes its log as interrupted; what had been recorded is in it. No log is ever written over, and the agent cannot change its spec.",
  ],
  arguments: [
    ["SPEC", "The spec; - is standard input, and then the agent has none."],
    [
      "AGENT",
      "The file to run, in the workspace: a path from here, or as the agent sees it. Left out: the entry that the spec names.",
    ],
    ["ARGS", "What the agent finds in process.argv after its own name."],
  ],
  options: {
    workspace: {
      value: "DIR",
      short: "w",
      help: "The folder that the agent sees as /workspace. Left out: the one that the spec is in.",
    },
    approve: {
      value: "HOW",
      short: "a",
      words: ["ask", "deny", "yes"],
      help: "Where the spec leaves it to a person: ask at the terminal (where there is none, deny), deny all, or say yes to all as yourself. Left out: ask. A spec that wants a second person takes no yes from you.",
    },
    env: {
      value: "NAME[=VALUE]",
      short: "e",
      isMany: true,
      help: "A variable for the agent, with its value here or another. Those that the spec names it gets without.",
    },
    timeout: {
      value: "TIME",
      short: "t",
      help: "Stop it after this time, such as 30s or 5m, if the spec does not stop it sooner.",
    },
    log: {
      value: "FILE",
      short: "l",
      help: "Another place for the log: a new file, or a folder, in which it gets the name of its session.",
    },
    actor: {
      value: "NAME",
      help: "For whom it runs, as the log says it. Left out: the name of your user here.",
    },
    driver: {
      value: "DRIVER",
      words: ["embedded", "node"],
      help: "What it runs in. Left out: embedded.",
    },
    accept: {
      value: "PART[,PART]",
      isMany: true,
      help: "Run without these parts of the spec, which the driver does not enforce; a refusal names them.",
    },
    record: {
      help: "Keep all that the run gets from outside in a file beside the log, for aegis replay. It holds whatever the agent saw, secrets included.",
    },
    "keep-bodies": {
      help: "Keep what the agent reads, writes, prints and sends in a folder beside the log, a file for each: aegis log export --bodies takes them along, and deleting one erases it. Left out: the log has hashes alone.",
    },
    summary: { value: "FILE", help: "Write the summary there as well, as JSON." },
    quiet: { short: "q", help: "Write no summary to standard error." },
    ...formatOption("text", "json"),
  },
  examples: [
    ["aegis run agent.toml", "run what the spec names as its entry"],
    ["aegis run agent.toml other.ts -- --fast in.csv", "another file, with arguments"],
    ["aegis run -w data/ spec/agent.toml data/agent.ts", "on another folder"],
    ["aegis run --approve deny -t 5m --summary run.json agent.toml", "in CI"],
    ["aegis run -q agent.toml < in.csv > out.csv", "in a pipeline"],
  ],
  exits: [
    [0, "the agent ended well; any other code below 124 is the agent's own"],
    [2, "called wrongly, or a file that cannot be used; nothing was run"],
    [124, "stopped by a limit of time: max_runtime, --timeout, or processor time"],
    [125, "aegis itself failed, as when the log or the summary could not be written"],
    [
      126,
      "not begun: the spec asks for what the driver does not enforce, or forbids the agent's own file; or a rollback trigger stopped it",
    ],
    [130, "stopped by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP, 141 when nobody reads its output"],
    [137, "stopped by max_output; 134 when its machine broke, as when memory is short"],
  ],
  least: 1,
  most: 2,
  handsOn: true,
  load: () => import("../commands/run"),
};
