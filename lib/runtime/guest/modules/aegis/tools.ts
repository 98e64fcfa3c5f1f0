/** The module `aegis:tools`: the tools that the workspace declares and the spec grants. */
import type { ToolListed } from "../../../calls/protocol";
import { invalidArgType } from "../../core/errors";
import { ask } from "../../core/host";
import { importModule } from "../../core/import";
import { freeze, jsonParse, jsonStringify, objectCreate } from "../../core/intrinsics";
import { asking, type Options } from "./asking";

type Arguments = Readonly<Record<string, unknown>>;

async function call(name: unknown, args: Arguments = {}, options: Options = {}): Promise<unknown> {
  if (typeof name !== "string") throw invalidArgType("name", "string", name);
  if (typeof args !== "object" || args === null) throw invalidArgType("args", "Object", args);
  // As JSON has it, once: what is shown to a person and decided is what the tool gets.
  const answer = await asking("tool.call", [name, jsonParse(jsonStringify(args))], options);
  return "value" in answer ? answer.value : runOwn(answer.run);
}

interface Own {
  readonly call: number;
  readonly module: string;
  readonly exported: string;
  readonly args: unknown;
}

/** A function of the workspace: it is the agent's own code, and what it does is decided like anything that the agent does. */
async function runOwn({ call: id, module, exported, args }: Own): Promise<unknown> {
  let text: string | undefined;
  try {
    const found = (await importModule(ask("module.resolve", [module, module, "import"]))) as Readonly<
      Record<string, unknown>
    >;
    const tool = found[exported];
    if (typeof tool !== "function") throw invalidArgType(`${module}.${exported}`, "Function", tool);
    text = jsonStringify(await tool(args)) as string | undefined;
  } catch (error) {
    ask("tool.done", [id, false, null]);
    throw error;
  }
  const value: unknown = text === undefined ? null : jsonParse(text);
  ask("tool.done", [id, true, value]);
  return value;
}

function list(options: Options = {}): Promise<readonly ToolListed[]> {
  return asking("tool.list", [], options);
}

/** `tools["github.create_issue"](args)`. Any name is a tool to be asked for, but `then`: the table is no promise. */
const table = new Proxy(freeze(objectCreate(null)) as Record<string, unknown>, {
  get: (_, name) =>
    typeof name !== "string" || name === "then"
      ? undefined
      : (args?: Arguments, options?: Options) => call(name, args, options),
});

export const tools = { call, list, tools: table };
