import { Terminal } from "@xterm/xterm";
import { describe, expect, it } from "vitest";
import { EMPTY_LINE, type Line } from "./line";
import { PromptPainter } from "./prompt-painter";
import type { TerminalStore } from "./terminal-store";

const ESC = "\u001b";

function painting(columns = 20, rows = 6) {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const store = { prompt: "$ ", line: EMPTY_LINE as Line, isBusy: false };
  const painter = new PromptPainter(terminal, store as TerminalStore);
  const shown = async () => {
    for (let turn = 0; turn < 2; turn++) await painter.draw(); // what is asked for in a turn comes in the next
    const { active } = terminal.buffer;
    const all = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true));
    while (all.at(-1) === "") all.pop();
    return all;
  };
  const type = (text: string, cursor = text.length) => {
    store.line = { ...EMPTY_LINE, text, cursor };
    painter.draw();
  };
  const cursor = () => [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY];
  return { terminal, store, painter, shown, type, cursor };
}

describe("the prompt", () => {
  it("stands below what is printed, and is drawn again where it was", async () => {
    const { painter, shown, type, cursor } = painting();
    void painter.draw();
    type("ls");
    type("ls -l", 2);
    expect(await shown()).toEqual(["$ ls -l"]);
    expect(cursor()).toEqual([4, 0]);
    painter.say("note\r\n");
    expect(await shown()).toEqual(["note", "$ ls -l"]);
  });

  it("may take several rows, and scrolls", async () => {
    const { shown, type, painter, cursor } = painting(10, 4);
    for (let i = 0; i < 3; i++) painter.say(`line ${i}\r\n`);
    type("a long line that wraps", 1);
    expect(await shown()).toEqual(["line 0", "line 1", "line 2", "$ a long l", "ine that w", "raps"]);
    expect(cursor()).toEqual([3, 1]);
    type("short");
    expect(await shown()).toEqual(["line 0", "line 1", "line 2", "$ short"]);
    type("one\ntwo");
    expect((await shown()).slice(-2)).toEqual(["$ one", "> two"]);
  });

  it("is not there while something runs, and is below all that it left, wherever its cursor is", async () => {
    const { painter, store, shown } = painting();
    void painter.draw();
    store.isBusy = true;
    await painter.print(`one\r\ntwo\r\nthree${ESC}[2A\r`);
    expect(await shown()).toEqual(["one", "two", "three"]);
    store.isBusy = false;
    expect(await shown()).toEqual(["one", "two", "three", "$ "]);
  });

  it("begins a row where a program has not ended its own", async () => {
    const { painter, store, shown } = painting();
    store.isBusy = true;
    await painter.print("no end\r");
    store.isBusy = false;
    expect(await shown()).toEqual(["no end", "$ "]);
  });

  it("shows what would act", async () => {
    const { shown, type } = painting(40);
    type(`echo ${ESC}[2J`);
    expect(await shown()).toEqual(["$ echo ␛[2J"]);
  });

  it("is alone when all is taken away", async () => {
    const { painter, shown, type } = painting();
    painter.say("a\r\nb\r\n");
    type("ls");
    painter.clear();
    expect(await shown()).toEqual(["$ ls"]);
  });

  it("has room for what can be seen whole", () => {
    const { painter } = painting(20, 6);
    expect([painter.fits("x".repeat(15)), painter.fits("a\nb\nc"), painter.fits("a\n".repeat(9))]).toEqual([
      true,
      true,
      false,
    ]);
    expect([
      painter.fits("x".repeat(90)),
      painter.fits("漢".repeat(90)),
      painter.fits("x".repeat(200)),
    ]).toEqual([true, false, false]);
  });
});
