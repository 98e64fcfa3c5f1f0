/**
 * Programs whose arguments are another command: `env`, `nice`, `timeout`, `xargs`, `busybox` … What they start has
 * to be allowed as well as they themselves: otherwise `env rm -rf /` is decided as `env`.
 *
 * Guarantees: an option that is not in the table is refused, because it might take a value, and then the next word
 * would not be the command that we take it for. Programs that hide what they start are refused when granted by name.
 * Does not: know every program that can start another (editors, pagers, tar …); what is granted, is granted whole.
 */
import { type Assignment, programName, type Word, word } from "./command";
import { Refusal } from "./refusal";

interface Wrapper {
  /** Options without a value; single letters may be joined (`-ir`). */
  readonly flags: string;
  /** Options whose value is the next word or joined to them. */
  readonly valued: string;
  readonly longFlags?: readonly string[];
  readonly longValued?: readonly string[];
  /** Words between the options and the command: the time of `timeout`, the lock file of `flock`. */
  readonly operands?: number;
  readonly assignments?: boolean;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    "env",
    {
      flags: "i0v",
      valued: "uC",
      longFlags: ["--ignore-environment", "--null", "--debug"],
      longValued: ["--unset", "--chdir"],
      assignments: true,
    },
  ],
  ["nohup", { flags: "", valued: "" }],
  ["setsid", { flags: "cfw", valued: "", longFlags: ["--ctty", "--fork", "--wait"] }],
  ["nice", { flags: "", valued: "n", longValued: ["--adjustment"] }],
  ["ionice", { flags: "t", valued: "cn", longFlags: ["--ignore"], longValued: ["--class", "--classdata"] }],
  [
    "timeout",
    {
      flags: "v",
      valued: "ks",
      longFlags: ["--foreground", "--preserve-status", "--verbose"],
      longValued: ["--kill-after", "--signal"],
      operands: 1,
    },
  ],
  ["stdbuf", { flags: "", valued: "ioe", longValued: ["--input", "--output", "--error"] }],
  [
    "time",
    {
      flags: "pvaq",
      valued: "of",
      longFlags: ["--portability", "--verbose", "--append", "--quiet"],
      longValued: ["--output", "--format"],
    },
  ],
  [
    "sudo",
    {
      flags: "AbEHnPSkK",
      valued: "ugCDhpRrtT",
      longFlags: ["--non-interactive", "--preserve-env", "--set-home"],
      longValued: ["--user", "--group"],
      assignments: true,
    },
  ],
  ["doas", { flags: "nL", valued: "uC" }],
  [
    "chroot",
    {
      flags: "",
      valued: "",
      longFlags: ["--skip-chdir"],
      longValued: ["--userspec", "--groups"],
      operands: 1,
    },
  ],
  [
    "flock",
    {
      flags: "nsxueFo",
      valued: "wE",
      longFlags: ["--nonblock", "--shared", "--exclusive", "--unlock", "--close"],
      longValued: ["--wait", "--timeout"],
      operands: 1,
    },
  ],
  [
    "xargs",
    {
      flags: "0rtpxo",
      valued: "aEILnPsd",
      longFlags: ["--null", "--no-run-if-empty", "--verbose", "--exit"],
      longValued: ["--arg-file", "--delimiter", "--max-args", "--max-procs", "--max-chars", "--max-lines"],
    },
  ],
  ["busybox", { flags: "", valued: "" }],
  ["toybox", { flags: "", valued: "" }],
  ["command", { flags: "p", valued: "" }],
  ["builtin", { flags: "", valued: "" }],
  ["exec", { flags: "cl", valued: "a" }],
]);

/**
 * Builtins that change what the words after them mean, or run text that is put together elsewhere; and programs
 * that start others in ways that cannot be read off their arguments.
 */
const HIDING: ReadonlySet<string> = new Set(
  (
    "eval source . alias unalias trap enable bind complete compgen hash let declare typeset local readonly read mapfile " +
    "readarray getopts set shopt su runuser script watch parallel systemd-run at batch crontab expect setpriv unshare " +
    "nsenter strace ltrace gdb ld.so"
  ).split(" "),
);

export interface Unwrapped {
  /** The command inside, or null when the program starts none. */
  readonly inner: readonly Word[] | null;
  readonly assignments: readonly Assignment[];
  /** Whether the command may run in another folder: `env -C /etc`, `chroot`, `find -execdir`. */
  readonly moves: boolean;
}

const NOTHING: Unwrapped = { inner: null, assignments: [], moves: false };
const MOVING: ReadonlySet<string> = new Set(["chroot", "sudo", "doas", "find"]);

export function unwrap(words: readonly Word[]): Unwrapped | Refusal {
  const name = programName(words[0]?.text ?? "");
  if (HIDING.has(name) || name.startsWith("ld-linux")) return new Refusal(`\`${name}\` hides what it runs`);
  if (name === "find") return unwrapFind(words);
  const wrapper = WRAPPERS.get(name);
  if (!wrapper) return NOTHING;
  const start = skipOptions(words, wrapper, name);
  if (start instanceof Refusal) return start;
  const assignments: Assignment[] = [];
  let at = start;
  for (; wrapper.assignments && at < words.length; at++) {
    const assignment = asAssignment(words[at] as Word);
    if (!assignment) break;
    assignments.push(assignment);
  }
  at += wrapper.operands ?? 0;
  const inner = words.slice(at);
  if (inner.length === 0) return { inner: null, assignments, moves: false };
  if (inner[0]?.dynamic) return new Refusal(`what \`${name}\` runs is only known at run time`);
  if (name === "xargs") return unwrapXargs(words.slice(1, at), inner);
  const moves = MOVING.has(name) || words.slice(1, at).some(changesFolder);
  return { inner, assignments, moves };
}

function changesFolder({ text }: Word): boolean {
  return text.startsWith("--chdir") || (text.startsWith("-") && !text.startsWith("--") && text.includes("C"));
}

function skipOptions(words: readonly Word[], wrapper: Wrapper, name: string): number | Refusal {
  let at = 1;
  for (; at < words.length; at++) {
    const { text, dynamic } = words[at] as Word;
    // A dynamic word may turn out to be an option, several words, or none.
    if (dynamic) return new Refusal(`what \`${name}\` runs is only known at run time`);
    if (text === "--") return at + 1;
    if (!text.startsWith("-") || text === "-") break;
    const taken = text.startsWith("--") ? longOption(text, wrapper) : shortOptions(text, wrapper);
    if (taken === -1) return new Refusal(`\`${text.slice(0, 40)}\` of \`${name}\` is not understood`);
    at += taken;
  }
  return at;
}

/** How many further words the option takes, or -1. */
function longOption(text: string, wrapper: Wrapper): 0 | 1 | -1 {
  const equals = text.indexOf("=");
  const option = equals === -1 ? text : text.slice(0, equals);
  if (wrapper.longValued?.includes(option)) return equals === -1 ? 1 : 0;
  return equals === -1 && wrapper.longFlags?.includes(option) ? 0 : -1;
}

function shortOptions(text: string, wrapper: Wrapper): 0 | 1 | -1 {
  for (let i = 1; i < text.length; i++) {
    const letter = text.charAt(i);
    if (wrapper.valued.includes(letter)) return i === text.length - 1 ? 1 : 0;
    // `nice -5` is an old way to write `nice -n 5`.
    if (!wrapper.flags.includes(letter)) return wrapper.valued === "n" && isNumber(text.slice(1)) ? 0 : -1;
  }
  return 0;
}

/** `xargs -I {} sh -c 'rm {}'`: what stands for the input becomes part of the words, of shell text too. */
function unwrapXargs(options: readonly Word[], inner: readonly Word[]): Unwrapped | Refusal {
  const at = options.findIndex(
    ({ text }) => text.startsWith("-") && !text.startsWith("--") && text.includes("I"),
  );
  if (at === -1) return { inner: [...inner, { text: "", dynamic: true }], assignments: [], moves: false };
  const mark = options[at]?.text === "-I" ? options[at + 1]?.text : options[at]?.text.slice("-I".length);
  // Any other mark, or one hidden in a cluster of letters, could be the very name of the program.
  const isPlain = options[at]?.text.startsWith("-I") && mark === "{}";
  if (!isPlain || inner[0]?.text.includes("{}"))
    return new Refusal("what `xargs` runs is only known at run time");
  return { inner: withInput(inner), assignments: [], moves: false };
}

/** Words in which `{}` is replaced are only known at run time. */
function withInput(words: readonly Word[]): Word[] {
  return words.map((each) => (each.text.includes("{}") ? { ...each, dynamic: true } : each));
}

const FIND_ACTIONS: ReadonlySet<string> = new Set(["-exec", "-execdir", "-ok", "-okdir"]);

/** `find … -exec rm {} \;`: every action that runs something. */
function unwrapFind(words: readonly Word[]): Unwrapped | Refusal {
  const at = words.findIndex(({ text }) => FIND_ACTIONS.has(text));
  if (at === -1) return NOTHING;
  const inner = words.slice(at + 1);
  if (inner.length === 0 || inner[0]?.dynamic || inner[0]?.text.includes("{}")) {
    return new Refusal("what `find` runs is only known at run time");
  }
  const end = inner.findIndex(({ text }) => text === ";" || text === "+");
  const rest = end === -1 ? [] : inner.slice(end + 1);
  if (rest.some(({ text }) => FIND_ACTIONS.has(text))) {
    return new Refusal("`find` runs more than one command");
  }
  const command = end === -1 ? inner : inner.slice(0, end);
  return { inner: withInput(command), assignments: [], moves: true };
}

function asAssignment({ text, dynamic }: Word): Assignment | null {
  const equals = text.indexOf("=");
  return equals < 1
    ? null
    : { name: text.slice(0, equals), value: dynamic ? { text, dynamic } : word(text.slice(equals + 1)) };
}

function isNumber(text: string): boolean {
  return text !== "" && [...text].every((unit) => unit >= "0" && unit <= "9");
}
