/**
 * The vocabulary of the policy engine: what can be asked, and what is answered. Requests are what an agent does in
 * its own words; nothing here is canonical yet. Decisions are plain data: the same in page, worker, server and log.
 */

export type Verdict = "deny" | "approve" | "sanitize" | "allow";
/** From the weakest to the strongest: where several rules apply, the strongest counts. */
export const VERDICTS = ["allow", "sanitize", "approve", "deny"] as const satisfies readonly Verdict[];

/** How an agent comes to run code: a text that it evaluates, or a module that it names. */
export const CODE_SOURCES = ["eval", "function", "timer", "import"] as const;
export type CodeSource = (typeof CODE_SOURCES)[number];

export type FsOneOp = "fs.read" | "fs.write" | "fs.list" | "fs.stat" | "fs.delete" | "fs.chmod";
export type FsTwoOp = "fs.rename" | "fs.link" | "fs.copy";

export type PolicyRequest =
  | { readonly op: FsOneOp; readonly path: string; readonly cwd?: string }
  | { readonly op: FsTwoOp; readonly path: string; readonly to: string; readonly cwd?: string }
  | { readonly op: "fs.symlink"; readonly path: string; readonly target: string; readonly cwd?: string }
  | { readonly op: "net.fetch"; readonly method?: string; readonly url: string }
  | { readonly op: "net.connect"; readonly host: string; readonly port: number }
  | { readonly op: "exec.spawn"; readonly argv: readonly string[]; readonly cwd?: string }
  | { readonly op: "exec.shell"; readonly command: string; readonly cwd?: string }
  | { readonly op: "tool.call"; readonly tool: string; readonly args: unknown }
  | { readonly op: "api.call"; readonly api: string; readonly scope: string; readonly args?: unknown }
  | { readonly op: "sql.query"; readonly database: string; readonly sql: string }
  | {
      readonly op: "model.call";
      readonly model: string;
      readonly region?: string;
      readonly tokens?: number;
      readonly cost_usd?: number;
    }
  | { readonly op: "secret.use"; readonly name: string; readonly host: string }
  | { readonly op: "env.read"; readonly name: string }
  | { readonly op: "agent.spawn"; readonly name: string }
  /** Running what is no file of its own (`how` says by what), or importing a module by its name. */
  | { readonly op: "code.load"; readonly how: CodeSource; readonly module?: string };
export type Op = PolicyRequest["op"];

/** Where a rule stands in the TOML: lines and columns from 1, offsets in UTF-16 units, end exclusive. */
export interface SourceRange {
  readonly start: { readonly line: number; readonly column: number; readonly offset: number };
  readonly end: { readonly line: number; readonly column: number; readonly offset: number };
}

/** Why a request came out as it did, for programs. Closed: a new cause is a new code. */
export const DECISION_CODES = [
  "ALLOWED", // a rule grants it
  "APPROVAL", // a rule asks a person
  "SANITIZE", // a rule lets it through cleaned
  "DENIED_BY_RULE", // a rule forbids it
  "DENIED_BY_DEFAULT", // no rule grants it
  "DENIED_BY_LIMIT", // granted, but the rate or the budget is used up
  "DENIED_ADDRESS", // a private, loopback, link-local or metadata address that no rule names
  "MALFORMED_REQUEST", // not a request, or one that has no canonical form
  "POLICY_ERROR", // the engine failed; an error never grants
] as const;
export type DecisionCode = (typeof DECISION_CODES)[number];

/** The smallest rule that would have allowed a denied request: which list of the spec, and what to add to it. */
export interface SuggestedRule {
  /** Path of the key in the spec, for example ["capabilities", "filesystem", "read"]. */
  readonly path: readonly string[];
  readonly add: string;
}

/** What carrying out an allowed request uses up: counted by rule, in a budget or in a sliding window. */
export interface Charge {
  readonly rule: string;
  readonly amount: number;
  /** Of a rate: its window and how many calls it takes. Without them the charge is on a budget of the run. */
  readonly window_ms?: number;
  readonly limit?: number;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly code: DecisionCode;
  /** Stable id such as `filesystem.deny[0]`, or null where no rule matched. */
  readonly rule: string | null;
  readonly range: SourceRange | null;
  /** One sentence for people. */
  readonly reason: string;
  /** The canonical form of the request, on which the effect must act; null when it has none. */
  readonly canonical: Readonly<Record<string, unknown>> | null;
  /** Only with a denial, and only where adding a rule is all it takes (a deny is never argued away). */
  readonly suggestion: SuggestedRule | null;
  /** What to count when the effect goes ahead; left out where nothing is limited. */
  readonly charges?: readonly Charge[];
}
