/**
 * The terminal of a workbench, outside of React: the line that is typed, what runs, and what it printed. There is no session before
 * the first line that is run, and whoever shows it is told once a frame.
 */
import { type Style, visible } from "@/lib/ansi";
import type { Process } from "@/lib/runtime/driver";
import { OutputText } from "../output/output-text";
import { ApprovalDesk } from "../run/approvals";
import { sentenceOf } from "../run/run-store";
import { completed } from "./completing";
import { followProcess } from "./follow-process";
import { Frames } from "./frames";
import { History } from "./history";
import { EMPTY_LINE, editLine, type Line, type LineAction } from "./line";
import { visibleLine } from "./prompt";
import type { Screen } from "./screen";
import { type Open, openSession, type TerminalHost } from "./terminal-host";
import { TerminalLog } from "./terminal-log";
import { ASLEEP, type TerminalPhase } from "./terminal-phase";
import type { TerminalSession } from "./terminal-session";

const HOME = "/workspace";
const TYPED: Style = { fg: 6 };
const NOTE: Style = { dim: true };
const BAD: Style = { fg: 1 };
const ENDS: ReadonlySet<string> = new Set(["exit", "logout"]);

export class TerminalStore {
  readonly history: History;
  readonly output = new OutputText();
  readonly log = new TerminalLog();
  state: TerminalPhase = ASLEEP;
  line: Line = EMPTY_LINE;
  cwd = HOME;
  approvals: ApprovalDesk;
  readonly #order: { readonly workspaceId: string; readonly actor: string };
  readonly #host: TerminalHost;
  readonly #begin: Open;
  readonly #frames = new Frames();
  readonly subscribe = this.#frames.subscribe;
  #screen: Screen | undefined;
  #wantsFocus = false;
  #session: TerminalSession | undefined;
  #opening: AbortController | undefined;
  #stop: (() => void) | undefined;

  constructor(
    order: { readonly workspaceId: string; readonly actor: string },
    host: TerminalHost,
    begin: Open = openSession,
  ) {
    this.#order = order;
    this.#host = host;
    this.#begin = begin;
    this.history = new History(order.workspaceId, () => localStorage);
    this.approvals = new ApprovalDesk(order.actor, this.#changed);
  }

  get version(): number {
    return this.#frames.version;
  }

  get isBusy(): boolean {
    return this.state.at !== "asleep" && this.state.at !== "ready";
  }

  get prompt(): string {
    return `${visible(this.cwd)} $ `;
  }

  /** Draws what React does not, until it is taken away. */
  attach(screen: Screen): () => void {
    this.#screen = screen;
    this.#focusNow();
    return () => {
      if (this.#screen === screen) this.#screen = undefined;
    };
  }

  /** As soon as it is there, and to be seen. */
  focus(): void {
    this.#wantsFocus = true;
    requestAnimationFrame(() => this.#focusNow());
  }

  edit(action: LineAction): void {
    this.line = editLine(this.line, action, this.history.lines);
    this.#changed();
  }

  clear(): void {
    this.output.clear();
    this.#screen?.clear();
    this.#changed();
  }

  note(text: string): void {
    this.#say(text, NOTE);
  }

  /** Ends what runs or begins, or gives up the line. */
  interrupt(): void {
    if (this.state.at === "running") {
      this.#move({ ...this.state, isStopping: true });
      this.#stop?.();
    } else if (this.state.at === "starting") this.#opening?.abort();
    else {
      if (this.line.text !== "") this.#say(`${this.prompt}${visibleLine(this.line.text)}^C`, TYPED);
      this.edit({ type: "cancel" });
    }
  }

  /** Runs the line. */
  async enter(): Promise<void> {
    if (this.isBusy || !this.#host.mayWrite()) return;
    const { text } = this.line;
    this.line = EMPTY_LINE;
    this.#say(`${this.prompt}${visibleLine(text)}`, TYPED);
    this.history.add(text);
    const word = text.trim();
    if (word === "clear") this.clear();
    else if (ENDS.has(word)) await this.end();
    else if (word !== "") await this.#run(text);
    this.#changed();
  }

  async complete(): Promise<void> {
    if (this.isBusy || !this.#host.mayWrite()) return;
    this.edit({ type: "settle" });
    const asked = this.line;
    const session = await this.#open();
    const completion = await session?.complete(asked.text, asked.cursor).catch(() => undefined);
    if (!completion || this.line !== asked) return;
    const { action, options } = completed(asked, completion);
    if (action) this.edit(action);
    if (!options) return;
    this.#say(`${this.prompt}${visibleLine(asked.text)}`, TYPED);
    this.#say(options.map(visible).join("  "), NOTE);
  }

  /** Ends the session and closes its log. What was printed stays. */
  async end(): Promise<void> {
    this.#opening?.abort();
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    this.#stop?.();
    this.#move({ at: "ending", since: Date.now() });
    try {
      await this.log.end(await session.close());
      this.#say("The session has ended, and its log is closed.", NOTE);
    } catch (error) {
      this.#say(sentenceOf(error), BAD);
    }
    this.cwd = HOME;
    this.#move(ASLEEP);
  }

  #focusNow(): void {
    if (!this.#wantsFocus || !this.#screen) return;
    this.#wantsFocus = false;
    this.#screen.focus();
  }

  async #run(line: string): Promise<void> {
    const session = await this.#open();
    if (!session) return;
    try {
      await this.#give(session);
      const since = Date.now();
      await this.#follow(session.run(line), since);
      await this.#take(session);
      this.cwd = await session.cwd();
      if (this.#session === session) this.#move({ at: "ready", since });
    } catch {
      if (this.#session !== session) return; // ended meanwhile, by the author
      this.#say("The sandbox is gone. The next command begins a new session.", BAD);
      await this.end();
    } finally {
      this.#stop = undefined;
    }
  }

  async #follow(process: Process, since: number): Promise<void> {
    this.output.begin();
    this.#screen?.begin();
    const { stop, over } = followProcess(process, (stream, bytes) => {
      this.output.add(stream, bytes);
      this.#screen?.show(stream, bytes);
      this.#changed();
    });
    this.#stop = stop;
    this.#move({ at: "running", since, isStopping: false });
    const { code } = await over;
    if (code !== 0) this.#say(`exit ${code}`, NOTE);
  }

  async #give(session: TerminalSession): Promise<void> {
    try {
      await session.give(this.#host.texts());
    } catch (error) {
      const why = error instanceof Error ? visible(error.message) : "";
      this.#say(`The files of the editor could not be given to the terminal. ${why}`, BAD);
    }
  }

  async #take(session: TerminalSession): Promise<void> {
    const { changed, besides } = await session.take(() => this.#host.texts());
    if (Object.keys(changed).length > 0) this.#host.changed(changed);
    for (const { path, beside } of besides)
      this.#say(
        `${visible(path)} was edited meanwhile. What the command wrote is in ${visible(beside)}.`,
        NOTE,
      );
  }

  /** The session that is there, or a new one; nothing where none can be, which is said. */
  async #open(): Promise<TerminalSession | undefined> {
    if (this.#session) return this.#session;
    const abort = new AbortController();
    this.#opening = abort;
    this.#move({ at: "starting", step: 0 });
    this.approvals = new ApprovalDesk(this.#order.actor, this.#changed);
    try {
      this.#session = await this.#begin({
        ...this.#order,
        texts: this.#host.texts(),
        approvals: this.approvals,
        signal: abort.signal,
        onStep: (step) => this.#move({ at: "starting", step }),
        onTrouble: (sentence) => this.#say(sentence, BAD),
      });
      this.log.begin(this.#session);
      this.#move({ at: "ready", since: Date.now() });
      if (abort.signal.aborted) await this.end();
    } catch (error) {
      this.#say(abort.signal.aborted ? "Stopped before it began." : sentenceOf(error), BAD);
      this.#move(ASLEEP);
    }
    this.#opening = undefined;
    return this.#session;
  }

  #say(text: string, style: Style): void {
    this.output.say(text, style);
    this.#screen?.say(text, style);
    this.#changed();
  }

  #move(state: TerminalPhase): void {
    this.state = state;
    this.log.move(state);
    this.#changed();
  }

  #changed = (): void => {
    this.#screen?.draw();
    this.#frames.changed();
  };
}
