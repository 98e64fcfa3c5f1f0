import type { PureCommand } from "./definition";

export const evaluate: PureCommand = {
  name: "eval",
  summary: "Decide requests: one on the command line, or a stream of them.",
  usage: [
    "aegis eval [--requests FILE] [--fail-on WORD] SPEC",
    "aegis eval [--cwd DIR] [--fail-on WORD] SPEC OPERATION WORDS…",
  ],
  about: [
    'Reads one request a line as JSON, such as {"op":"fs.read","path":"/etc/passwd"}, and answers each with one line of JSON, in order: {"id", "verdict", "rule", "line", "code", "reason", "canonical"}. An id in the request is given back. A line that is no request is answered deny, with a code, and the run goes on.',
    "The requests of a stream are those of one run: what is allowed counts towards rates and budgets. With --independent each is decided as if it were the first.",
    "Nothing is carried out. The answers are the same that page and server give.",
    "One request in words: fs.read PATH (and write, list, stat, delete, chmod), fs.rename|link|copy PATH TO, fs.symlink PATH TARGET, net.fetch [METHOD] URL, net.connect HOST PORT, exec.spawn WORDS…, exec.shell COMMAND, tool.call TOOL [ARGS], api.call API SCOPE [ARGS], sql.query DATABASE SQL, model.call MODEL [REGION [TOKENS]], secret.use NAME HOST, env.read NAME, agent.spawn NAME, code.load eval|function|timer, code.load import MODULE. ARGS is a JSON object. What follows the operation is never taken for an option.",
  ],
  arguments: [
    ["SPEC", "The file; - is standard input, and then the requests come from elsewhere."],
    ["OPERATION WORDS…", "One request. Left out: requests are read as lines of JSON."],
  ],
  options: {
    requests: {
      value: "FILE",
      short: "r",
      help: "Read the requests from a file; - is standard input, which is also the default.",
    },
    cwd: { value: "DIR", help: "The agent's working directory, for a relative path in a request in words." },
    independent: { help: "Count nothing between requests: rates and budgets start afresh for each." },
    "fail-on": {
      value: "WORD",
      words: ["deny", "approve"],
      help: "Exit with 1 when a request is denied; with approve also when one needs approval.",
    },
  },
  examples: [
    ["aegis eval agent.toml fs.read /etc/passwd", "one request"],
    ["aegis eval agent.toml net.fetch POST https://api.github.com/user", "one with a method"],
    ["aegis eval agent.toml exec.spawn git push origin main", "a command, word by word"],
    ["aegis eval agent.toml < requests.jsonl > decisions.jsonl", "a stream"],
    ["aegis eval agent.toml --fail-on deny -r must-work.jsonl", "a gate in CI"],
  ],
  exits: [
    [0, "every line was answered"],
    [1, "with --fail-on, a verdict was as bad"],
    [2, "the spec cannot be used, or the command was called wrongly"],
  ],
  least: 1,
  most: 100_000,
  rawAfter: 2,
  load: () => import("../commands/eval"),
};
