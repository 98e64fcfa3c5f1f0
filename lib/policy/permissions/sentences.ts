/** A rule as a sentence for a person who does not know the language of policies. */
import type { RuleEntry } from "../rule-list";

const ASKED = ", once a person has said yes";

export function sentenceOf({ group, kind, text }: RuleEntry): string {
  switch (group) {
    case "read":
      return `Read ${filesOf(text)}`;
    case "write":
      return `Read, write, change and delete ${filesOf(text)}`;
    case "files":
      return kind === "deny" ? `Never touch ${filesOf(text)}` : `Write ${filesOf(text)}${ASKED}`;
    case "reach":
      return reach(kind, text);
    case "run":
      return run(kind, text);
    case "code":
      return code(kind, text);
    case "env":
      return `See the variable ${text}`;
    case "models":
      return kind === "condition" ? `Only in the region ${text}` : `Call the model ${text}`;
    case "agents":
      return `Start the agent ${text}`;
    case "secrets":
      return `Have ${text.replace(" with ", " used for ")}, and never read it`;
    case "limits":
      return `At most ${text}`;
    default:
      return call(group, kind, text);
  }
}

/** Which files a pattern is, where that can be said in fewer words than the pattern has signs. */
export function filesOf(pattern: string): string {
  if (pattern === "/**" || pattern === "**") return "every file there is";
  const below = /^(\/[^*?[{\\]*)\/\*\*$/.exec(pattern)?.[1];
  if (below !== undefined) return `everything in ${below}`;
  const inside = /^(\/[^*?[{\\]*)\/\*$/.exec(pattern)?.[1];
  if (inside !== undefined) return `what lies directly in ${inside}`;
  const [, start = "", middle, end = ""] = /^\*\*\/(\*?)([^*?[{\\/]+)(\*?)$/.exec(pattern) ?? [];
  if (middle === undefined) return pattern;
  const where = "in whatever folder";
  if (start === "" && end === "") return `what is called ${middle}, ${where}`;
  if (start === "") return `what begins with ${middle}, ${where}`;
  return end === "" ? `what ends in ${middle}, ${where}` : `what has ${middle} in its name, ${where}`;
}

function reach(kind: RuleEntry["kind"], text: string): string {
  if (kind === "deny") return text === "*" ? "Never reach anything else" : `Never reach ${text}`;
  const [, methods, address] = /^([A-Z,-]+) (.+)$/.exec(text) ?? [];
  const what =
    methods === undefined ? `Send any request to ${text}` : `Send ${listed(methods)} to ${address}`;
  return kind === "approve" ? what + ASKED : what;
}

function listed(methods: string): string {
  return methods.split(",").join(" or ");
}

function run(kind: RuleEntry["kind"], text: string): string {
  if (kind === "deny") return text === "no command at all" ? "Never run a command" : `Never run ${text}`;
  const open = text.endsWith(" *") || !text.includes(" ");
  const what = `Run ${text.replace(/ \*$/, "")}${open ? " with any arguments" : ""}`;
  return kind === "approve" ? what + ASKED : what;
}

function code(kind: RuleEntry["kind"], text: string): string {
  const isText = text === "text that it evaluates";
  if (kind === "allow") return "Run text as code: eval, new Function, data: imports";
  return isText ? "Never run text as code" : `Never import ${text} by its name`;
}

/** Tools, APIs and databases, whose rules name their owner before a colon. */
function call(group: "tools" | "apis" | "sql", kind: RuleEntry["kind"], text: string): string {
  const [owner = text, ...rest] = text.split(": ");
  const what = rest.join(": ");
  if (kind === "condition") return `${capital(owner)}: only with ${what}`;
  if (kind === "limit") return `${capital(owner)}: ${what}`;
  if (group === "tools") {
    if (kind === "deny") return `Never call the tool ${owner}`;
    return `Call the tool ${owner}${kind === "approve" ? ASKED : ""}`;
  }
  if (group === "apis") return `Use ${what} of ${owner}`;
  return kind === "deny" ? `${capital(owner)}: never ${what}` : `Send ${what} to the database ${owner}`;
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
