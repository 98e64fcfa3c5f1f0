/**
 * The terminal on a screen of xterm.js. Loaded when the terminal is first shown.
 *
 * Guarantees: what programs print comes through `lib/ansi` and in no other way; the prompt stands below all of it; a line is run by
 * Enter alone, never by what was pasted or dropped, and never by what the terminal itself might answer.
 */
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { PLAIN, type Style, sgr } from "@/lib/ansi";
import { insertable, meantBy } from "./keys";
import { ProgramOutput } from "./program-output";
import { PromptPainter } from "./prompt-painter";
import type { Screen } from "./screen";
import type { TerminalStore } from "./terminal-store";
import { followTheme } from "./xterm-theme";

const SCROLLBACK_LINES = 5_000;
/** Of what may be read; more is asked for where the theme is the one of high contrast. */
const CONTRAST = 4.5;
const HIGH_CONTRAST = 7;

export class XtermScreen implements Screen {
  readonly #store: TerminalStore;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #painter: PromptPainter;
  readonly #ends: (() => void)[] = [];
  #program: ProgramOutput;
  /** Escape was the last key: Tab then leaves the terminal, as it would leave any other field. */
  #isLeaving = false;

  constructor(element: HTMLElement, store: TerminalStore) {
    this.#store = store;
    const { fontFamily } = getComputedStyle(element);
    this.#terminal = new Terminal({
      fontFamily,
      fontSize: 12,
      lineHeight: 1.35,
      scrollback: SCROLLBACK_LINES,
      minimumContrastRatio: CONTRAST,
      cursorBlink: false,
      cursorInactiveStyle: "outline",
      macOptionIsMeta: true,
      linkHandler: null,
    });
    this.#painter = new PromptPainter(this.#terminal, store);
    this.#program = new ProgramOutput((text) => this.#painter.print(text));
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(element);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#mayHear(event));
    this.#terminal.onData((data) => this.#heard(data));
    this.#ends.push(
      followTheme((theme, isHigh) => {
        this.#terminal.options.theme = theme;
        this.#terminal.options.minimumContrastRatio = isHigh ? HIGH_CONTRAST : CONTRAST;
      }),
      this.#follow(element),
      () => this.#terminal.dispose(),
    );
    this.#replay();
    this.#ends.push(store.attach(this));
    this.draw();
  }

  dispose(): void {
    for (const end of this.#ends.reverse()) end();
  }

  say(text: string, style: Style): void {
    this.#painter.say(`${sgr(style)}${lines(text)}${sgr(PLAIN)}\r\n`);
  }

  begin(): void {
    this.#program = new ProgramOutput((text) => this.#painter.print(text));
  }

  show(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.#program.add(stream, bytes);
  }

  clear(): void {
    this.#painter.clear();
  }

  draw(): void {
    void this.#painter.draw();
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** What was printed before there was a screen: as text with its looks, without the ways of a cursor. */
  #replay(): void {
    for (const { pieces } of this.#store.output.blocks)
      for (const { text, style } of pieces) this.#painter.print(`${sgr(style)}${lines(text)}`);
    this.#painter.print(sgr(PLAIN));
  }

  #follow(element: HTMLElement): () => void {
    const observer = new ResizeObserver(() => {
      // Hidden it has no size; what it had is what it will have.
      if (element.clientHeight === 0) return;
      this.#fit.fit();
      this.#painter.resized();
    });
    observer.observe(element);
    // Before xterm.js hears of it: it would hand the text on as if it had been typed.
    const onPaste = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#paste(event.clipboardData?.getData("text/plain") ?? "");
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#paste(event.dataTransfer?.getData("text/plain") ?? "");
    };
    element.addEventListener("paste", onPaste, true);
    element.addEventListener("drop", onDrop, true);
    return () => {
      observer.disconnect();
      element.removeEventListener("paste", onPaste, true);
      element.removeEventListener("drop", onDrop, true);
    };
  }

  #paste(pasted: string): void {
    const text = insertable(pasted);
    if (text === "") return;
    if (this.#painter.fits(this.#store.line.text + text)) this.#store.edit({ type: "insert", text });
    else this.#store.note(TOO_LONG);
  }

  #mayHear(event: KeyboardEvent): boolean {
    if (event.type !== "keydown") return true;
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if (key === "Tab" && this.#isLeaving) return false;
    if (key !== "Shift") this.#isLeaving = key === "Escape";
    if (key === "Tab" && shiftKey) return false;
    // Copying and pasting are the browser's.
    if (metaKey || (ctrlKey && key.toLowerCase() === "v") || (shiftKey && key === "Insert")) return false;
    return !(ctrlKey && key.toLowerCase() === "c" && this.#terminal.hasSelection());
  }

  #heard(data: string): void {
    const meant = meantBy(data);
    const store = this.#store;
    if (meant.means === "interrupt") store.interrupt();
    else if (meant.means === "clear") store.clear();
    else if (meant.means === "edit") {
      const { action } = meant;
      if (action.type === "insert" && !this.#painter.fits(store.line.text + action.text))
        store.note(TOO_LONG);
      else store.edit(action);
    } else if (store.isBusy) return;
    else if (meant.means === "run") void store.enter();
    else if (meant.means === "complete") void store.complete();
    else if (meant.means === "end" && store.line.text === "") void store.end();
  }
}

const TOO_LONG =
  "That is more than can be shown here, and nothing is run unseen. Put it into a file, and run it with: bash FILE";

function lines(text: string): string {
  return text.replaceAll("\n", "\r\n");
}
