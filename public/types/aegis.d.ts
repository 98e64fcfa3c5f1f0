/** The modules that Node does not have: tools, models and other agents, each decided by the policy. */

declare module "aegis:tools" {
  export interface ToolOptions {
    signal?: AbortSignal;
  }
  export interface ToolListed {
    name: string;
    description: string;
    /** A JSON Schema of the arguments. */
    schema?: object;
  }
  /** What a call fails with: the policy denied it, the tool is not known, the arguments or the answer are none. */
  export interface ToolError extends Error {
    code:
      | "ERR_ACCESS_DENIED"
      | "ERR_AEGIS_TOOL_UNKNOWN"
      | "ERR_AEGIS_TOOL_ARGUMENTS"
      | "ERR_AEGIS_TOOL_FAILED"
      | "ERR_AEGIS_TOOL_ANSWER"
      | "ERR_AEGIS_TOOL_TIMEOUT";
    reason: string;
    rule?: string | null;
    record?: number;
  }
  /** Calls a tool of tools.json that the policy grants by name. Decided with its arguments, and recorded. */
  export function call(name: string, args?: object, options?: ToolOptions): Promise<any>;
  /** What the policy grants, in the form in which `chat` of aegis:model takes it. */
  export function list(options?: ToolOptions): Promise<ToolListed[]>;
  /** The same as `call`, by name: `tools["weather.get"]({ city: "Bern" })`. */
  export const tools: Readonly<Record<string, (args?: object, options?: ToolOptions) => Promise<any>>>;
}

declare module "aegis:model" {
  export interface Call {
    id: string;
    name: string;
    arguments: any;
  }
  export interface Message {
    role: "system" | "user" | "assistant" | "tool";
    content?: string;
    tool_calls?: Call[];
    /** Of a message of a tool: the call that it answers. */
    tool_call_id?: string;
  }
  export interface Request {
    /** A name of models.json that the policy allows. */
    model: string;
    messages: Message[];
    tools?: { name: string; description?: string; schema?: object }[];
    /** Set aside of the budget until the answer is there; 1024 where it is left out. */
    max_tokens?: number;
  }
  export interface End {
    finish: "stop" | "tool_calls" | "length";
    usage: { input_tokens: number; output_tokens: number; cost_usd?: number };
  }
  export interface Reply extends End {
    model: string;
    message: Message;
  }
  export type Piece = { text: string; call?: never; end?: never } | { call: Call; text?: never; end?: never } | { end: End; text?: never; call?: never };
  export interface ModelOptions {
    signal?: AbortSignal;
  }
  export function chat(request: Request & { stream: true }, options?: ModelOptions): AsyncIterable<Piece>;
  export function chat(request: Request & { stream?: false }, options?: ModelOptions): Promise<Reply>;
}

declare module "aegis:agents" {
  export interface Ended {
    /** What the child gave to `reply`. */
    output: any;
    /** 0 where it did what it was for. Another code is no error of the parent's. */
    code: number;
    reason: string;
    /** What it printed, at most 64 KiB. */
    text: string;
    /** Of its log. */
    session: string;
  }
  /** Starts agents/NAME.toml, with at most the rights of both. */
  export function spawn(name: string, input?: unknown, options?: { signal?: AbortSignal }): Promise<Ended>;
  /** In a child: what it was given. */
  export function input(): any;
  /** In a child: what its parent gets as output. */
  export function reply(output: unknown): void;
}
