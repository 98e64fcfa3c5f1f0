/** One workspace whose agent uses tools, a model and another agent, and what it prints: the same in every place where it runs. */

export const EVERYTHING_SPEC = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
[capabilities.tools."text.count"]
args.text = { max_length = 100 }
[capabilities.tools."text.leak"]
[capabilities.models]
allow = ["default"]
regions = ["eu"]
max_tokens = 5000
[capabilities.agents]
spawn = ["summarizer", "greedy"]
[resources]
max_tool_calls = 100
`;

const AGENT = `
import { call, list, tools } from "aegis:tools";
import { chat } from "aegis:model";
import { input, spawn } from "aegis:agents";

const messages: object[] = [{ role: "user", content: "How many words are in: one two three?" }];
for (let round = 0; round < 5; round++) {
  const { message, finish } = await chat({ model: "default", messages, tools: await list() });
  messages.push(message);
  if (finish !== "tool_calls") { console.log("model:", message.content); break; }
  for (const { id, name, arguments: args } of message.tool_calls) {
    const answer = await call(name, args);
    console.log("tool:", name, JSON.stringify(answer));
    messages.push({ role: "tool", tool_call_id: id, content: JSON.stringify(answer) });
  }
}
let streamed = "";
for await (const part of chat({ model: "default", messages: [{ role: "user", content: "sing" }], stream: true })) {
  if ("text" in part) streamed += part.text + "|";
}
console.log("stream:", streamed);
for (const attempt of [() => tools["text.leak"]({}), () => call("text.count", { text: "x".repeat(101) }), () => chat({ model: "other", messages }), () => spawn("stranger")]) {
  try { console.log("not refused", await attempt()); } catch (error) { console.log("refused:", error.code); }
}
const { output, code, text } = await spawn("summarizer", { file: "/workspace/a.txt" });
console.log("child:", JSON.stringify(output), code, JSON.stringify(text));
const greedy = await spawn("greedy");
console.log("greedy:", JSON.stringify(greedy.output), greedy.code);
console.log("input:", input());
`;

const TOOLS = {
  tools: {
    "text.count": {
      description: "How many words a text has",
      arguments: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
      function: { module: "tools/text.ts", export: "count" },
    },
    "text.leak": { function: { module: "tools/text.ts", export: "leak" } },
  },
};
const TOOLS_MODULE = `
import { readFileSync } from "node:fs";
export const count = ({ text }: { text: string }) => ({ words: text.split(/\\s+/).length });
// A function has the agent's own rights, and no others.
export const leak = () => readFileSync("/workspace/id.key", "utf8");
`;

const MODELS = {
  models: {
    default: {
      region: "eu",
      turns: [
        { when: { role: "tool" }, say: "The tool says {last}." },
        {
          when: { contains: "How many words" },
          call: [{ tool: "text.count", arguments: { text: "one two three" } }],
        },
        { when: { contains: "sing" }, say: "la la la" },
        { when: { contains: "alpha" }, say: "It is about alpha." },
      ],
    },
  },
};

const SUMMARIZER_SPEC = `
[agent]
name = "summarizer"
[capabilities.filesystem]
read = ["/workspace/*.txt", "/workspace/agents/**"]
[capabilities.models]
allow = ["*"]
`;
const SUMMARIZER = `
import { readFileSync } from "node:fs";
import { chat } from "aegis:model";
import { input, reply } from "aegis:agents";
const { file } = input() as { file: string };
const { message } = await chat({ model: "default", messages: [{ role: "user", content: readFileSync(file, "utf8") }] });
console.log("summarized");
reply({ summary: message.content });
`;

/** Everything is granted here; nothing that its parent has not got is. */
const GREEDY_SPEC = `
[agent]
name = "greedy"
[capabilities.filesystem]
read = ["/**"]
write = ["/**"]
[capabilities.exec]
allow = ["*"]
env = ["HOME", "LANG"]
[capabilities.network]
allow_egress = ["https://*", "http://*"]
[capabilities.tools."text.count"]
[capabilities.tools."text.leak"]
[capabilities.models]
allow = ["*"]
[capabilities.agents]
spawn = ["*"]
`;
const GREEDY = `
import fs from "node:fs";
import { chat } from "aegis:model";
import { call, list } from "aegis:tools";
import { reply, spawn } from "aegis:agents";
const attempts = {
  key: () => fs.readFileSync("/workspace/id.key", "utf8"),
  folder: () => fs.writeFileSync("/workspace/b.txt", ""),
  allowed: () => fs.writeFileSync("/workspace/out/greedy.txt", "was here"),
  variable: () => process.env.HOME ?? Promise.reject({ code: "none" }),
  network: () => fetch("https://example.com/"),
  model: () => chat({ model: "other", messages: [{ role: "user", content: "x" }] }),
  argument: () => call("text.count", { text: "x".repeat(101) }),
  agent: () => spawn("stranger"),
};
const results: Record<string, string> = {};
for (const [name, attempt] of Object.entries(attempts)) {
  try { await attempt(); results[name] = "done"; } catch (error) { results[name] = error.code ?? error.cause?.code ?? error.message; }
}
results.listed = (await list()).map(({ name }) => name).join();
reply(results);
process.exitCode = 3;
`;

export const EVERYTHING_FILES: Readonly<Record<string, string>> = {
  "agent.ts": AGENT,
  "a.txt": "alpha and so on",
  "id.key": "a planted secret",
  "out/.keep": "",
  "tools.json": JSON.stringify(TOOLS),
  "tools/text.ts": TOOLS_MODULE,
  "models.json": JSON.stringify(MODELS),
  "agents/summarizer.toml": SUMMARIZER_SPEC,
  "agents/summarizer.ts": SUMMARIZER,
  "agents/greedy.toml": GREEDY_SPEC,
  "agents/greedy.ts": GREEDY,
};

export const EVERYTHING_PRINTED = `tool: text.count {"words":3}
model: The tool says {"words":3}.
stream: la |la |la|
refused: EACCES
refused: ERR_ACCESS_DENIED
refused: ERR_ACCESS_DENIED
refused: ERR_ACCESS_DENIED
child: {"summary":"It is about alpha."} 0 "summarized\\n"
greedy: {"key":"EACCES","folder":"EACCES","allowed":"done","variable":"none","network":"ERR_ACCESS_DENIED","model":"ERR_ACCESS_DENIED","argument":"ERR_ACCESS_DENIED","agent":"ERR_ACCESS_DENIED","listed":"text.count,text.leak"} 3
input: undefined
`;
