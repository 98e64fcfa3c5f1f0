/**
 * Every diagnostic of the language as a closed table: a stable code, a summary and how to mend it. The reference
 * page is made from this table. A code is never given a second meaning; a retired one stays unused.
 */
/** A note is for whoever reads: it is never counted, whatever a check is told to be strict about. */
export type Severity = "error" | "warning" | "note";
export interface DiagnosticKind {
  readonly severity: Severity;
  readonly summary: string;
  readonly mend: string;
}

const error = (summary: string, mend: string): DiagnosticKind => ({ severity: "error", summary, mend });
const warning = (summary: string, mend: string): DiagnosticKind => ({ severity: "warning", summary, mend });
const note = (summary: string, mend: string): DiagnosticKind => ({ severity: "note", summary, mend });

export const DIAGNOSTICS = {
  ADS001: error("The file is not UTF-8 text.", "Save it as UTF-8 and remove what is not text."),
  ADS002: error("The file is larger than 1 MiB.", "Shorten it: a pattern often says what many lines say."),
  ADS003: error("Values are nested too deeply.", "Flatten it; the language itself needs six levels."),
  ADS004: error("The file is not TOML.", "Correct the place that is marked."),
  ADS005: error(
    "Two independent readers of TOML understand the file differently.",
    "Write the marked place in a plainer way: what is read in two ways cannot be a policy.",
  ),
  ADS006: error(
    "The file has too many values or lines.",
    "Shorten it: a pattern often says what many lines say.",
  ),
  ADS007: error(
    "A kind of value that the language does not use.",
    "Write dates as strings, and use numbers that are finite and below 2^53.",
  ),
  ADS010: error("An unknown key.", "Take the suggested key, or remove this one."),
  ADS011: error("An unknown section.", "Take the suggested section, or remove this one."),
  ADS012: error("A key that is needed is missing.", "Add it to the section that is marked."),
  ADS013: error("A value of the wrong type.", "Write a value of the type that the message names."),
  ADS014: error("An unknown word.", "Use one of the words that the message lists."),
  ADS015: error("A number, text or list outside its bounds.", "Keep to the bounds that the message names."),
  ADS016: error("A version of the language that this program does not know.", "Write spec = 1."),
  ADS020: error("A badly spelt name.", "Use the characters that the message names."),
  ADS021: error("A bad duration.", 'Write a number and a unit, such as "5m".'),
  ADS022: error("A bad size.", 'Write a whole number and a unit, such as "512M".'),
  ADS023: error("A bad rate.", 'Write a number and a window, such as "10/hour".'),
  ADS024: error(
    "A bad egress pattern.",
    'Write [METHOD] scheme://host[:port][/path], or "*" in a deny list.',
  ),
  ADS025: error("A bad path pattern.", 'Write an absolute pattern such as "/workspace/**" or "**/*.key".'),
  ADS026: error("A bad command pattern.", 'Write the words of one command, such as "git log *".'),
  ADS027: error("A bad guard.", 'Write a guard and an action, such as "pii:mask".'),
  ADS028: error("A bad approver.", 'Write "role:NAME" or an e-mail address.'),
  ADS029: error("A bad host.", 'Write a host such as "api.github.com" or "*.example.com".'),
  ADS030: error(
    "A bad header template.",
    'Write one header with one "{}", such as "Authorization: Bearer {}".',
  ),
  ADS031: error("A bad rollback trigger.", "Use one of the triggers that the message lists."),
  ADS032: error("A bad pattern of names.", "Use the characters that the message names."),
  ADS033: error(
    "A condition that is contradictory or cannot be read.",
    "Correct the bounds or the expression.",
  ),
  ADS034: error("A bad path in the workspace.", 'Write a path relative to the spec, such as "agent.ts".'),
  ADS036: error("A pattern that the engine refuses.", "Write it in a simpler way, as the message says."),
  ADS050: warning(
    "An untrusted agent without a deny list.",
    "Nothing is allowed by default; deny still protects from a grant that is too wide tomorrow.",
  ),
  ADS051: warning(
    "A deny list that only repeats the default.",
    "Leave it out: what no rule allows is denied anyway.",
  ),
  ADS052: warning("hash_chain = false is ignored.", "Leave the line out: the log is always chained."),
  ADS053: warning("Rules ask a person, and the spec names no approvers.", "Add an [approvals] section."),
  ADS054: warning(
    "A constraint of an API that looks like a misspelt key.",
    "Take the suggested key if it was meant; other keys constrain the arguments of the call.",
  ),
  ADS060: warning("A rule that can never decide.", "Remove it, or move the grant to where it can match."),
  ADS061: warning("A rule that a deny always overrides.", "Remove it, or narrow the deny."),
  ADS062: warning("A rule that another one already covers.", "Remove the narrower of the two."),
  ADS063: warning("A grant that a recorded run never used.", "Narrow or remove it if no other run needs it."),
  ADS064: note(
    "A deny that meets no grant.",
    "Keep it if it guards against a grant of tomorrow; correct it if it was to take something back today.",
  ),
} as const satisfies Record<string, DiagnosticKind>;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;
export const DIAGNOSTIC_CODES = Object.keys(DIAGNOSTICS) as readonly DiagnosticCode[];
