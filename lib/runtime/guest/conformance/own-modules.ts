/** What docs/guest-api.md says of the modules that Node does not have. */
const TYPESCRIPT = "```ts";
const END = "```";

export const TOOLS_NOTE = `What a workspace declares in [tools.json](workspace-files.md), and the spec grants by name (\`[capabilities.tools."NAME"]\`). Each call is decided with its
arguments, recorded as \`tool.call\`, and done on a copy of them. A function of the workspace runs as part of the agent, with its rights.

${TYPESCRIPT}
import { call, list, tools } from "aegis:tools";

call(name: string, args?: object, options?: { signal?: AbortSignal }): Promise<unknown>
tools["weather.get"](args?: object, options?: { signal?: AbortSignal }): Promise<unknown>   // the same
list(options?: { signal?: AbortSignal }): Promise<{ name: string, description: string, schema?: object }[]>
${END}

Answers are data, copied as JSON. Errors have a \`code\`, and a \`reason\` in words: \`ERR_ACCESS_DENIED\` (with \`rule\` and \`record\`), \`ERR_AEGIS_TOOL_UNKNOWN\`,
\`ERR_AEGIS_TOOL_ARGUMENTS\`, \`ERR_AEGIS_TOOL_FAILED\`, \`ERR_AEGIS_TOOL_ANSWER\`, \`ERR_AEGIS_TOOL_TIMEOUT\`. \`list\` has what the spec grants, in the form in which \`chat\` takes it.`;

export const MODEL_NOTE = `The models of [models.json](workspace-files.md) that the spec allows (\`[capabilities.models]\`). A call sets aside what it may take of the budgets (its prompt and
\`max_tokens\`, which is 1024 where it is left out) and gives back what it did not take.

${TYPESCRIPT}
import { chat } from "aegis:model";

type Call = { id: string, name: string, arguments: object };
type Message = { role: "system" | "user" | "assistant" | "tool", content?: string, tool_calls?: Call[], tool_call_id?: string };
type Request = { model: string, messages: Message[], tools?: { name: string, description?: string, schema?: object }[], max_tokens?: number };
type End = { finish: "stop" | "tool_calls" | "length", usage: { input_tokens: number, output_tokens: number, cost_usd?: number } };

chat(request: Request, options?: { signal?: AbortSignal }): Promise<{ model: string, message: Message } & End>
chat(request: Request & { stream: true }, options?): AsyncIterable<{ text: string } | { call: Call } | { end: End }>
${END}

Errors: \`ERR_ACCESS_DENIED\`, \`ERR_AEGIS_MODEL_UNKNOWN\`, \`ERR_AEGIS_MODEL_SILENT\` (no turn of the script fits), \`ERR_AEGIS_MODEL_FAILED\`.`;

export const AGENTS_NOTE = `Other agents of the workspace (\`agents/NAME.toml\`, [how they are found](workspace-files.md)) that the spec lets this one start (\`[capabilities.agents] spawn\`). A child may do what both
its own spec and its parent's allow, has a log of its own, uses up its parent's budgets, and ends with its parent. At most 4 at once, 32 in a run, 3 deep.

${TYPESCRIPT}
import { spawn, input, reply } from "aegis:agents";

spawn(name: string, input?: unknown, options?: { signal?: AbortSignal }):
  Promise<{ output: unknown, code: number, reason: string, text: string, session: string }>
input(): unknown              // in the child: what it was given
reply(output: unknown): void  // in the child: what its parent gets as output
${END}

\`text\` is what the child printed, at most 64 KiB of it; \`session\` names its log. A child that fails has a \`code\` other than 0 and is no error; errors are \`ERR_ACCESS_DENIED\`,
\`ERR_AEGIS_AGENT_UNKNOWN\`, \`ERR_AEGIS_AGENT_SPEC\`, \`ERR_AEGIS_AGENT_LIMIT\`, \`ERR_AEGIS_AGENT_FAILED\`.`;
