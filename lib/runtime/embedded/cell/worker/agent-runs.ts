/**
 * The agents of a session in a worker, one after the other, whoever starts them: each in a machine, with a mediator, the checkpoints
 * that the spec asks for and the agents that it starts itself, to the end of all of them.
 */
import { newSessionId } from "../../../../audit/recorder";
import type { MediatorParts } from "../../../../mediator/mediator";
import { newAgentLineage } from "../../../agents/agent-calls";
import { furtherCalls } from "../../../agents/further-calls";
import { readProvisions } from "../../../agents/provisions";
import { grantedVariables } from "../../../agents/variables";
import { type Http, networkCalls } from "../../../calls/network";
import { memoryStore } from "../../../checkpoints/memory-store";
import { RunCheckpoints } from "../../../checkpoints/run-checkpoints";
import type { Files, MemoryFiles } from "../../../files";
import { bound } from "../../../replay/course";
import { execCalls } from "../../../shell";
import { Sandbox } from "../../sandbox/sandbox";
import type { ProcessParts } from "../../sandbox/scripts";
import type { Host } from "../../vm/interface";
import { Vm } from "../../vm/vm";
import { canWait } from "../../vm/waiting";
import { digests } from "../digests";
import type { RunSettings } from "../protocol";
import type { Around } from "./around";
import { type Nursery, startChild, toItsEnd, type Who } from "./children";
import { courseMachine } from "./course-machine";
import { patient } from "./patient";
import type { Logs } from "./session-logs";
import type { Way } from "./way";

/** What of its session an agent has. */
export interface AgentSession {
  readonly around: Around;
  readonly settings: RunSettings;
  readonly sid: string;
  readonly logs: Logs;
  readonly files: MemoryFiles;
  /** The same as agents see it. */
  readonly tree: Files;
  readonly parts: MediatorParts;
  readonly http: Http;
  readonly way: Way;
  /** The clock that a guest reads by itself. */
  now(): number;
  failed(): void;
}

/** An agent that is about to run. */
export interface Created {
  readonly sandbox: Sandbox;
  readonly stop: () => void;
}

export class AgentRuns {
  readonly #of: AgentSession;
  readonly #nursery: Nursery;
  /** Of the agent that ran last. */
  checkpoints: RunCheckpoints | undefined;

  constructor(session: AgentSession) {
    const { around, settings, parts, logs } = session;
    this.#of = session;
    this.#nursery = {
      remote: around.remote,
      settings,
      parts,
      now: () => session.way.course.now(),
      openLog: (at, agent) => logs.open(at, agent),
      sandbox: (who, process) => this.#sandbox(who, process),
    };
  }

  /** An agent from its beginning to the end of all that it has started, whoever starts it, and its files where a trigger put them. */
  async whole<End>(run: (create: (process: ProcessParts) => Created) => Promise<End>): Promise<End> {
    let stop = () => {};
    const who = this.#kept(this.#first(), () => stop());
    const create = (process: ProcessParts): Created => {
      let isStopped = false;
      const sandbox = this.#sandbox(who, {
        ...process,
        env: this.#granted(process.env),
        isStopped: () => isStopped || process.isStopped(),
      });
      stop = () => {
        isStopped = true;
        sandbox.stop();
      };
      return { sandbox, stop };
    };
    try {
      return await toItsEnd(who, run(create));
    } finally {
      who.checkpoints?.end();
    }
  }

  /** With the checkpoints that the spec asks for: of the files of all, and of what this agent does. */
  #kept(who: Who, stop: () => void): Who {
    const rules = this.#of.settings.checkpoints;
    if (!rules) return who;
    const checkpoints = new RunCheckpoints({
      rules,
      store: memoryStore(this.#of.files),
      ...bound(this.#of.way.course),
      chosen: (id) => id,
      stop,
    });
    this.checkpoints = checkpoints;
    return { ...who, checkpoints, parts: { ...who.parts, log: checkpoints.through(who.parts.log) } };
  }

  /** The agent that the session is for; what its workspace provides is read now. */
  #first(): Who {
    const { program, limits, cwd } = this.#of.settings;
    return {
      parts: this.#of.parts,
      log: this.#of.logs.own,
      http: this.#of.http,
      limits,
      sid: this.#of.sid,
      programs: [program],
      lineage: newAgentLineage(),
      provisions: readProvisions(this.#of.files, cwd),
    };
  }

  /** Each with a mediator of its own, which ends with it. */
  #sandbox(who: Who, process: ProcessParts): Sandbox {
    const { around, settings, way, now, failed } = this.#of;
    const { machine, prepared, shell } = around;
    const { builtins } = settings;
    const { http, limits, log } = who;
    const { course, hasTurns, looking } = way;
    const time = bound(course);
    const mediator = way.mediator(who.parts, who.checkpoints ? [who.checkpoints.around] : []);
    way.begins({
      begin: () => who.checkpoints?.begin(mediator),
      recall: (entry) => who.checkpoints?.recall(entry),
      store: memoryStore(this.#of.files),
    });
    const { env } = process;
    return new Sandbox({
      ...process,
      machine: (host, vmLimits, lane) => {
        const make = (through: Host) =>
          Vm.restore(machine, patient(through, log, canWait(machine)), vmLimits, prepared);
        return lane ? courseMachine(make, host, { lane, looking, now }) : make(host);
      },
      builtins: { has: (name) => Object.hasOwn(builtins, name), text: (name) => builtins[name] ?? "" },
      mediator,
      files: this.#of.tree,
      areFilesReal: false,
      limits,
      // What a guest has used of its time is measured and never shown.
      time: { now: time.now, elapsed: () => performance.now(), after: time.after },
      random: time.random,
      ...(hasTurns && { course }),
      http,
      digests,
      more: (access, runScript) => {
        const network = networkCalls(mediator, http);
        return {
          ...execCalls({ mediator, access, env, network, runScript, ...shell, time }),
          ...furtherCalls({
            ...who,
            mediator,
            fetch: network["net.fetch"],
            after: time.after,
            newSid: () => newSessionId(time.now, time.random),
            runChild: way.runChild((order, signal) => startChild(this.#nursery, who, order, signal)),
          }),
        };
      },
      failed,
    });
  }

  /** What an agent may not see is not there for it: not even the names are its business. */
  #granted(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return grantedVariables(env, [this.#of.parts.engine]);
  }
}
