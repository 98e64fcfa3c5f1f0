/**
 * The terminal of a workbench, outside of React: the line that is typed, what runs, and what it printed. There is no session before
 * the first line that is run, and whoever shows it is told once a frame.
 */
import { type Style, visible } from "@/lib/ansi";
import { OutputText } from "../output/output-text";
import type { ApprovalDesk } from "../run/approvals";
import { Frames } from "../run/frames";
import { completed } from "./completing";
import { History } from "./history";
import { EMPTY_LINE, editLine, type Line, type LineAction } from "./line";
import { visibleLine } from "./prompt";
import type { Screen } from "./screen";
import type { Open, TerminalHost } from "./terminal-host";
import type { TerminalLog } from "./terminal-log";
import type { TerminalPhase } from "./terminal-phase";
import { NOTE, type Owner, TerminalRunner } from "./terminal-runner";

const TYPED: Style = { fg: 6 };
const ENDS: ReadonlySet<string> = new Set(["exit", "logout"]);

export class TerminalStore {
  readonly history: History;
  readonly output = new OutputText();
  line: Line = EMPTY_LINE;
  readonly #host: TerminalHost;
  readonly #runner: TerminalRunner;
  readonly #frames = new Frames();
  readonly subscribe = this.#frames.subscribe;
  #screen: Screen | undefined;
  #wantsFocus = false;

  constructor(owner: Owner, host: TerminalHost, begin?: Open) {
    this.#host = host;
    this.history = new History(owner.workspaceId, () => localStorage);
    const view = {
      say: this.#say,
      begin: () => {
        this.output.begin();
        this.#screen?.begin();
      },
      show: (stream: "stdout" | "stderr", bytes: Uint8Array) => {
        this.output.add(stream, bytes);
        this.#screen?.show(stream, bytes);
        this.#changed();
      },
      changed: this.#changed,
    };
    this.#runner = new TerminalRunner(owner, host, view, begin);
  }

  get version(): number {
    return this.#frames.version;
  }

  get state(): TerminalPhase {
    return this.#runner.state;
  }

  get log(): TerminalLog {
    return this.#runner.log;
  }

  get approvals(): ApprovalDesk {
    return this.#runner.approvals;
  }

  get isBusy(): boolean {
    return this.#runner.isBusy;
  }

  get prompt(): string {
    return `${visible(this.#runner.cwd)} $ `;
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
    if (this.#runner.stop()) return;
    if (this.line.text !== "") this.#say(`${this.prompt}${visibleLine(this.line.text)}^C`, TYPED);
    this.edit({ type: "cancel" });
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
    else if (word !== "") await this.#runner.run(text);
    this.#changed();
  }

  async complete(): Promise<void> {
    if (this.isBusy || !this.#host.mayWrite()) return;
    this.edit({ type: "settle" });
    const asked = this.line;
    const completion = await this.#runner.complete(asked.text, asked.cursor);
    if (!completion || this.line !== asked) return;
    const { action, options } = completed(asked, completion);
    if (action) this.edit(action);
    if (!options) return;
    this.#say(`${this.prompt}${visibleLine(asked.text)}`, TYPED);
    this.#say(options.map(visible).join("  "), NOTE);
  }

  /** Ends the session. What was printed stays. */
  end(): Promise<void> {
    return this.#runner.end();
  }

  #focusNow(): void {
    if (!this.#wantsFocus || !this.#screen) return;
    this.#wantsFocus = false;
    this.#screen.focus();
  }

  #say = (text: string, style: Style): void => {
    this.output.say(text, style);
    this.#screen?.say(text, style);
    this.#changed();
  };

  #changed = (): void => {
    this.#screen?.draw();
    this.#frames.changed();
  };
}
