/** What is to be run, from the arguments: everything is looked at before anything begins. */
import { realpath } from "node:fs/promises";
import { userInfo } from "node:os";
import { relative, resolve, sep } from "node:path";
import { type Engine, link } from "../../lib/policy";
import type { SpecPart } from "../../lib/spec/enforcement";
import { type Invocation, listOf, textOf } from "../definitions/definition";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { STDIN } from "../io/read-input";
import { openSpec, type SpecFile } from "../spec-file";
import type { Manner } from "./approver";
import type { DriverName } from "./drivers";
import { timeoutFrom } from "./limits";
import { partsFrom } from "./refusal";
import { variablesFor } from "./variables";
import { entryIn, GUEST_FOLDER, openWorkspace } from "./workspace";

export interface Plan {
  readonly spec: SpecFile;
  readonly isFromStdin: boolean;
  /** The spec as the agent sees it, if it does. */
  readonly specInside: string | undefined;
  readonly engine: Engine;
  readonly runtime: DriverName;
  readonly accepted: readonly SpecPart[];
  readonly folder: string;
  readonly entry: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly approve: Manner;
  readonly timeoutMs: number | undefined;
  readonly log: string | undefined;
  readonly isRecorded: boolean;
  readonly keepsBodies: boolean;
  readonly summary: string | undefined;
  readonly isQuiet: boolean;
  readonly format: string;
}

export async function planOf(invocation: Invocation, io: ProcessIo): Promise<Plan> {
  const [path = "", agent] = invocation.positionals;
  const runtime = driverOf(textOf(invocation, "driver"));
  const isRecorded = invocation.options.record === true;
  if (isRecorded && runtime !== "embedded")
    throw new UsageError("--record needs the embedded driver; leave --driver out.");
  const spec = await openSpec(path, io);
  const engine = link(spec.program);
  const folder = await openWorkspace(textOf(invocation, "workspace"), path, io);
  return {
    spec,
    isFromStdin: path === STDIN,
    specInside: path === STDIN ? undefined : await insideOf(folder, resolve(io.cwd, path)),
    engine,
    runtime,
    accepted: partsFrom(listOf(invocation, "accept")),
    folder,
    entry: await entryIn(folder, { agent, entry: spec.spec.agent.entry }, io),
    argv: invocation.rest,
    env: variablesFor(engine, io.env, listOf(invocation, "env")),
    actor: actorOf(textOf(invocation, "actor")),
    approve: (textOf(invocation, "approve") ?? "ask") as Manner,
    timeoutMs: timeoutFrom(textOf(invocation, "timeout")),
    log: textOf(invocation, "log"),
    isRecorded,
    keepsBodies: invocation.options["keep-bodies"] === true,
    summary: textOf(invocation, "summary"),
    isQuiet: invocation.options.quiet === true,
    format: textOf(invocation, "format") ?? "text",
  };
}

function driverOf(word: string | undefined): DriverName {
  return word === "node" ? "node" : "embedded";
}

async function insideOf(folder: string, spec: string): Promise<string | undefined> {
  const within = relative(folder, await realpath(spec));
  const isOutside = within === ".." || within.startsWith(`..${sep}`);
  return isOutside ? undefined : `${GUEST_FOLDER}/${within.split(sep).join("/")}`;
}

const MOST_NAME_UNITS = 256;

function actorOf(named: string | undefined): string {
  // In a container a user may have a number and no name.
  if (named === undefined) return nameOfUser() ?? "unknown";
  if (named.length > MOST_NAME_UNITS || !named.isWellFormed()) {
    throw new UsageError(`--actor takes a name of at most ${MOST_NAME_UNITS} characters.`);
  }
  if (named.startsWith("role:")) {
    throw new UsageError(`--actor takes a person, and ${printable(named)} is a role.`);
  }
  return named;
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
