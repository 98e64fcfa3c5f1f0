import { type CommandDefinition, formatOption } from "./definition";

export const replay: CommandDefinition = {
  name: "replay",
  summary: "Run a recorded agent again on what it got then, and find the first difference.",
  usage: ["aegis replay [OPTIONS] LOG"],
  about: [
    "A run that was recorded (aegis run --record) is made once more: the same agent, with the same clock, random numbers, files, network, input and answers of people, in the order in which they came. Nothing else is there: a replay reads no workspace, reaches no network, asks nobody and changes nothing.",
    "When nothing differs it prints what the run printed, and makes the same records, byte for byte. Where something differs it stops, and says what the run did there and what it did then.",
    "With --spec it asks as well what another spec would have decided of each request. The run itself goes as it went; the first decision that would be another is shown with both reasons, and with --continue all of them.",
    "A recording holds whatever the run saw, secrets included, and the seed of its random numbers. It is readable for its owner alone; treat it as you treat the files that the agent may read.",
  ],
  arguments: [["LOG", "The log of the run. Its recording is beside it, with .recording after its name."]],
  options: {
    recording: { value: "FILE", help: "The recording, where it is not beside the log." },
    spec: { value: "FILE", help: "Another spec, to judge the same requests." },
    continue: { help: "Go on behind the first request that the other spec judges in another way." },
    quiet: { short: "q", help: "Say nothing where nothing differs." },
    ...formatOption("text", "json"),
  },
  examples: [
    ["aegis run --record -l run.jsonl agent.toml && aegis replay run.jsonl", "record, and run again"],
    ["aegis replay --spec new.toml run.jsonl", "the first request that a new spec decides in another way"],
    [
      "aegis replay --spec new.toml --continue -q -f json run.jsonl 2> flips.json",
      "all of them, for a program",
    ],
  ],
  exits: [
    [0, "nothing differs; without --spec any other code below 124 is the agent's own, as it was"],
    [1, "the run parted from its recording, or the other spec decides something in another way"],
    [2, "called wrongly, or a log or recording that cannot be used, or that do not belong together"],
  ],
  least: 1,
  most: 1,
  load: () => import("../commands/replay"),
};
