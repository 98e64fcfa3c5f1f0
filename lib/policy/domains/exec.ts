/**
 * Commands. Everything that would run is decided by itself, and the strongest verdict counts: the words of argv, what
 * wrappers start, each command of a shell line, each file that it redirects to, each variable that it sets.
 *
 * Guarantees: what cannot be read is denied. Code on the command line needs allow_dynamic_code as well. A variable
 * can only be set when `exec.env` names it, and never one that decides what a program loads: PATH=/tmp in front of
 * an allowed command would make it another.
 * Which rule is named: of the strongest verdict the first of its list, for the first invocation that meets it.
 */

import { parseCommandPattern } from "../../spec/values";
import { type Execution, expandArgv, expandShell } from "../canonical/argv";
import { type Assignment, type Invocation, programName } from "../canonical/command";
import { canonicalPath } from "../canonical/path";
import {
  allowed,
  type Canonical,
  deniedByDefault,
  deniedByRule,
  malformed,
  needsApproval,
  strongest,
} from "../decisions";
import { type CommandGlob, grantCovers, parseCommandGlob, restrictionMeets } from "../match/command-match";
import { GlobFault } from "../match/glob-fault";
import type { ListedRule, Program } from "../program";
import { type Faults, Rule, rulesOf } from "../rules";
import type { Decision } from "../types";
import type { Filesystem } from "./filesystem";

interface CommandRule {
  readonly rule: Rule;
  readonly glob: CommandGlob;
  readonly number: number;
}

/** One list of patterns, filed under the name of the program. */
class CommandList {
  private readonly byName = new Map<string, CommandRule[]>();
  private readonly others: CommandRule[] = [];

  constructor(id: string, entries: readonly ListedRule[], faults: Faults) {
    rulesOf(id, entries).forEach((rule, number) => {
      const pattern = parseCommandPattern((entries[number] as ListedRule)[0]);
      const glob = pattern.ok
        ? parseCommandGlob(pattern.value.words)
        : new GlobFault("it is not a command", 0);
      if (glob instanceof GlobFault) {
        faults.add(rule, glob);
        return;
      }
      if (glob.program === null) this.others.push({ rule, glob, number });
      else {
        const name = programName(glob.program);
        const list = this.byName.get(name);
        if (list) list.push({ rule, glob, number });
        else this.byName.set(name, [{ rule, glob, number }]);
      }
    });
  }

  first(invocation: Invocation, test: typeof grantCovers, cwd: string): Rule | null {
    const { words } = invocation;
    let best: CommandRule | null = null;
    for (const list of [this.byName.get(programName(words[0]?.text ?? "")) ?? [], this.others]) {
      const found = list.find(({ glob }) => test(glob, words, cwd));
      if (found && (best === null || found.number < best.number)) best = found;
    }
    return best?.rule ?? null;
  }
}

export class Exec {
  private readonly deny: CommandList;
  private readonly approve: CommandList;
  private readonly allow: CommandList;
  private readonly variables: ReadonlySet<string>;
  private readonly subprocess: Rule | null;
  private readonly dynamicCode: Rule | null;
  private readonly filesystem: Filesystem;

  constructor({ exec }: Program, filesystem: Filesystem, faults: Faults) {
    this.deny = new CommandList("exec.deny", exec.deny, faults);
    this.approve = new CommandList("exec.approve", exec.approve, faults);
    this.allow = new CommandList("exec.allow", exec.allow, faults);
    this.variables = new Set(exec.env.map(([name]) => name));
    // Anything but a clear true denies, so that a program with a field missing does not run code.
    const { allow_subprocess, allow_dynamic_code } = exec;
    this.subprocess =
      allow_subprocess.value === true ? null : new Rule("exec.allow_subprocess", null, allow_subprocess.at);
    this.dynamicCode =
      allow_dynamic_code.value === true
        ? null
        : new Rule("exec.allow_dynamic_code", null, allow_dynamic_code.at);
    this.filesystem = filesystem;
  }

  spawn(argv: readonly string[], rawCwd: string | undefined): Decision {
    const execution = expandArgv(argv);
    if (!("invocations" in execution)) return malformed(execution.why);
    const cwd = canonicalPath(rawCwd ?? ".");
    if (typeof cwd !== "string") return malformed(cwd.why);
    return this.decide(execution, cwd, { op: "exec.spawn", argv: [...argv], cwd });
  }

  shell(command: string, rawCwd: string | undefined): Decision {
    const execution = expandShell(command);
    if (!("invocations" in execution)) return malformed(execution.why);
    const cwd = canonicalPath(rawCwd ?? ".");
    if (typeof cwd !== "string") return malformed(cwd.why);
    return this.decide(execution, cwd, { op: "exec.shell", command, cwd });
  }

  private decide(execution: Execution, cwd: string, canonical: Canonical): Decision {
    if (this.subprocess !== null) return deniedByRule(this.subprocess, "Running a command", canonical);
    let decision: Decision | null = null;
    const take = (next: Decision) => {
      decision = decision === null ? next : strongest(decision, next);
    };
    for (const invocation of execution.invocations) take(this.decideOne(invocation, cwd, canonical));
    for (const { access, path } of execution.redirects) {
      // The one file that swallows everything and gives nothing.
      if (path !== "/dev/null") take(this.filesystem.redirect(access, path, cwd, canonical));
    }
    for (const assignment of execution.assignments) {
      const refusal = this.refuseVariable(assignment, canonical);
      if (refusal) take(refusal);
    }
    return decision ?? deniedByDefault("A command that runs nothing", canonical, null);
  }

  private decideOne(invocation: Invocation, cwd: string, canonical: Canonical): Decision {
    const what = `Running ${sentenceOf(invocation)}`;
    const deny = this.deny.first(invocation, restrictionMeets, cwd);
    if (deny) return deniedByRule(deny, what, canonical);
    const { dynamicCode } = invocation;
    if (dynamicCode !== null && this.dynamicCode)
      return deniedByRule(this.dynamicCode, what, canonical, `, because ${dynamicCode}`);
    const approve = this.approve.first(invocation, restrictionMeets, cwd);
    if (approve) return needsApproval(approve, what, canonical);
    const allow = this.allow.first(invocation, grantCovers, cwd);
    if (allow) return allowed(allow, what, canonical);
    return deniedByDefault(what, canonical, suggestionFor(invocation, cwd));
  }

  private refuseVariable({ name }: Assignment, canonical: Canonical): Decision | null {
    const what = `Setting the variable ${JSON.stringify(name.slice(0, 64))}`;
    if (decidesWhatRuns(name))
      return deniedByDefault(`${what}, which decides what programs load,`, canonical, null);
    if (this.variables.has(name)) return null;
    return deniedByDefault(what, canonical, { path: ["capabilities", "exec", "env"], add: name });
  }
}

/**
 * Variables by which a loader, a shell, an interpreter or a tool is told to run something else. The list cannot be
 * complete, which is why it only takes back what `exec.env` grants.
 */
const LOADING: ReadonlySet<string> = new Set(
  (
    "PATH IFS ENV BASH_ENV SHELLOPTS BASHOPTS PS4 PROMPT_COMMAND CDPATH GLOBIGNORE HOME SHELL EDITOR VISUAL PAGER " +
    "MANPAGER BROWSER LESSOPEN LESSCLOSE PERL5LIB PERL5OPT PERL5DB RUBYOPT RUBYLIB CLASSPATH JAVA_TOOL_OPTIONS " +
    "_JAVA_OPTIONS JDK_JAVA_OPTIONS CC CXX MAKEFLAGS RUSTC_WRAPPER GCONV_PATH LOCPATH TERMINFO NODE_OPTIONS NODE_PATH"
  ).split(" "),
);
const LOADING_PREFIXES = [
  "LD_",
  "DYLD_",
  "GIT_",
  "PYTHON",
  "BASH_FUNC_",
  "npm_config_",
  "NPM_CONFIG_",
  "LUA_",
];

function decidesWhatRuns(name: string): boolean {
  return LOADING.has(name) || LOADING_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** The words as a person reads them: short, and with everything odd in quotes. */
function sentenceOf({ words }: Invocation): string {
  const shown = words.slice(0, 6).map(({ text, dynamic }) => {
    if (dynamic) return "(something)";
    const short = text.length > 40 ? `${text.slice(0, 37)}...` : text;
    return isTame(short) ? short : JSON.stringify(short);
  });
  return words.length > 6 ? `${shown.join(" ")} ...` : shown.join(" ");
}

function isTame(text: string): boolean {
  for (const unit of text) {
    const isLetter =
      (unit >= "a" && unit <= "z") || (unit >= "A" && unit <= "Z") || (unit >= "0" && unit <= "9");
    if (!isLetter && !"-_./:=@+,%".includes(unit)) return false;
  }
  return text !== "";
}

/** Two words where the second is a plain one (a subcommand), one otherwise. Null for what a pattern cannot say. */
function suggestionFor({ words, dynamicCode }: Invocation, cwd: string): Decision["suggestion"] {
  const [first, second] = words;
  if (!first || dynamicCode !== null) return null;
  // A pattern with a slash is matched on the whole path: `./git` in it would never match anything.
  const program = first.text.includes("/") ? canonicalPath(first.text, cwd) : first.text;
  if (typeof program !== "string" || !isTame(program)) return null;
  const hasSubcommand = second && !second.dynamic && isSubcommand(second.text);
  const rest = words.length > 2 ? " *" : "";
  const add = hasSubcommand ? `${program} ${second.text}${rest}` : program;
  return { path: ["capabilities", "exec", "allow"], add };
}

function isSubcommand(text: string): boolean {
  for (const unit of text) if ((unit < "a" || unit > "z") && unit !== "-") return false;
  return text !== "" && !text.startsWith("-");
}
