/** The terminal's session from its first line to its end: one line at a time, with the same files on both sides of it. */
import { type Style, visible } from "@/lib/ansi";
import type { Completion } from "@/lib/runtime/shell";
import { ApprovalDesk } from "../run/approvals";
import { sentenceOf } from "../run/run-faults";
import { followProcess } from "./follow-process";
import { type Open, openSession, type TerminalHost } from "./terminal-host";
import { TerminalLog } from "./terminal-log";
import { ASLEEP, type TerminalPhase } from "./terminal-phase";
import type { TerminalSession } from "./terminal-session";

export interface Owner {
  readonly workspaceId: string;
  readonly actor: string;
}

/** Whoever shows what happens. */
export interface RunnerView {
  say(text: string, style: Style): void;
  /** Something else prints from here on. */
  begin(): void;
  show(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  changed(): void;
}

const HOME = "/workspace";
export const NOTE: Style = { dim: true };
const BAD: Style = { fg: 1 };

export class TerminalRunner {
  readonly log: TerminalLog;
  state: TerminalPhase = ASLEEP;
  cwd = HOME;
  approvals: ApprovalDesk;
  readonly #owner: Owner;
  readonly #host: TerminalHost;
  readonly #view: RunnerView;
  readonly #begin: Open;
  #session: TerminalSession | undefined;
  #opening: AbortController | undefined;
  #stop: (() => void) | undefined;
  /** What is under way, to its end. */
  #current: Promise<unknown> = Promise.resolve();

  constructor(owner: Owner, host: TerminalHost, view: RunnerView, begin: Open = openSession) {
    this.#owner = owner;
    this.log = new TerminalLog(owner.workspaceId);
    this.#host = host;
    this.#view = view;
    this.#begin = begin;
    this.approvals = new ApprovalDesk(owner.actor, view.changed);
  }

  get isBusy(): boolean {
    return this.state.at !== "asleep" && this.state.at !== "ready";
  }

  run(line: string): Promise<void> {
    const running = this.#run(line);
    this.#current = running;
    return running;
  }

  /** Nothing where no session can be. */
  complete(line: string, cursor: number): Promise<Completion | undefined> {
    const completing = this.#open().then((session) => session?.complete(line, cursor).catch(() => undefined));
    this.#current = completing;
    return completing;
  }

  /** False where nothing runs or begins. */
  stop(): boolean {
    if (this.state.at === "starting") this.#opening?.abort();
    else if (this.state.at === "running") {
      this.#move({ ...this.state, isStopping: true });
      this.#stop?.();
    } else return false;
    return true;
  }

  /** Ends the session, after what runs in it, and closes its log. */
  async end(): Promise<void> {
    this.stop();
    await this.#current;
    if (this.#session) await this.#close(this.#session);
  }

  async #run(line: string): Promise<void> {
    const since = Date.now();
    // At once: whoever asks for another line meanwhile is too early.
    if (this.#session) this.#move({ at: "running", since, isStopping: false });
    const session = await this.#open();
    if (!session) return;
    try {
      await this.#give(session);
      await this.#follow(session, line, since);
      await this.#take(session);
      this.cwd = await session.cwd();
      this.#move({ at: "ready", since });
    } catch {
      // Taken away, because it did not stop or used up what it may.
      this.#view.say("The sandbox is gone. The next command begins a new session.", BAD);
      await this.#close(session);
    } finally {
      this.#stop = undefined;
    }
  }

  async #follow(session: TerminalSession, line: string, since: number): Promise<void> {
    this.#view.begin();
    const { stop, over } = followProcess(session.run(line), this.#view.show);
    this.#stop = stop;
    if (this.state.at === "running" && this.state.isStopping) stop();
    else this.#move({ at: "running", since, isStopping: false });
    const { code } = await over;
    if (code !== 0) this.#view.say(`exit ${code}`, NOTE);
  }

  async #give(session: TerminalSession): Promise<void> {
    try {
      await session.give(this.#host.texts());
    } catch (error) {
      const why = error instanceof Error ? visible(error.message) : "";
      this.#view.say(`The files of the editor could not be given to the terminal. ${why}`, BAD);
    }
  }

  async #take(session: TerminalSession): Promise<void> {
    const { changed, besides } = await session.take(() => this.#host.texts());
    if (Object.keys(changed).length > 0) this.#host.changed(changed);
    for (const { path, beside } of besides) {
      const said = `${visible(path)} was edited meanwhile. What the command wrote is in ${visible(beside)}.`;
      this.#view.say(said, NOTE);
    }
  }

  /** The session that is there, or a new one; nothing where none can be, which is said. */
  async #open(): Promise<TerminalSession | undefined> {
    if (this.#session) return this.#session;
    const abort = new AbortController();
    this.#opening = abort;
    this.#move({ at: "starting", step: 0 });
    this.approvals = new ApprovalDesk(this.#owner.actor, this.#view.changed);
    try {
      this.#session = await this.#begin({
        ...this.#owner,
        texts: this.#host.texts(),
        approvals: this.approvals,
        signal: abort.signal,
        onStep: (step) => this.#move({ at: "starting", step }),
        onTrouble: (sentence) => this.#view.say(sentence, BAD),
      });
      this.log.begin(this.#session);
      this.#move({ at: "ready", since: Date.now() });
      if (abort.signal.aborted) await this.#close(this.#session);
    } catch (error) {
      this.#view.say(abort.signal.aborted ? "Stopped before it began." : sentenceOf(error), BAD);
      this.#move(ASLEEP);
    }
    this.#opening = undefined;
    return this.#session;
  }

  async #close(session: TerminalSession): Promise<void> {
    this.#session = undefined;
    this.#move({ at: "ending", since: Date.now() });
    try {
      await this.log.end(await session.close());
      this.#view.say("The session has ended, and its log is closed.", NOTE);
    } catch (error) {
      this.#view.say(sentenceOf(error), BAD);
    }
    this.cwd = HOME;
    this.#move(ASLEEP);
  }

  #move(state: TerminalPhase): void {
    this.state = state;
    this.log.move(state);
    this.#view.changed();
  }
}
