import { readFileSync } from "node:fs";
import { chat, type Message } from "aegis:model";
import { call, list } from "aegis:tools";

const ticket = readFileSync("tickets/4711.txt", "utf8");
const messages: Message[] = [
  { role: "system", content: "You answer tickets of a shop. Use the tools." },
  { role: "user", content: ticket },
];

/** A refusal is an answer like any other: the model reads it, and may think of something else. */
async function use(tool: string, args: object): Promise<string> {
  try {
    const answer = JSON.stringify(await call(tool, args));
    console.log(`  done     ${tool} ${JSON.stringify(args)}`);
    return answer;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(`  refused  ${tool} ${JSON.stringify(args)}\n           ${why}`);
    return `refused: ${why}`;
  }
}

const tools = await list();

// Plan, call, result, and again: at most ten times, should the model never come to an end.
for (let turn = 0; turn < 10; turn++) {
  const { message } = await chat({ model: "desk", messages, tools });
  messages.push(message);
  console.log(`model: ${message.content}`);
  if (!message.tool_calls?.length) break;
  for (const { id, name, arguments: args } of message.tool_calls) {
    messages.push({ role: "tool", tool_call_id: id, content: await use(name, args) });
  }
}
