import { Terminal } from "@xterm/xterm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fence } from "./fence";
import { AnsiReader } from "./read";

const ESC = "\u001b";
const ABOVE = ["first", "second", "$ node agent.ts"];
const ALLOWED = new RegExp(`${ESC}\\[(?:[0-9;]*m|[0-9]*[ABCDGJK])|[\\r\\n\\t\\b]`, "g");

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const fenced = (text: string) => new Fence().write(new AnsiReader().read(text));

/** The rows of a real terminal, from the first that it still has. */
async function rows(columns: number, text: string): Promise<string[]> {
  const terminal = new Terminal({ cols: columns, rows: 8, scrollback: 2000, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(text, done));
  const { active } = terminal.buffer;
  const all = Array.from(
    { length: active.length },
    (_, y) => active.getLine(y)?.translateToString(true) ?? "",
  );
  terminal.dispose();
  return all;
}

describe("the fence", () => {
  it("lets a program draw over its own lines", async () => {
    const text = fenced(`10%\nwait${ESC}[A\r20%${ESC}[K${ESC}[B!`);
    expect((await rows(40, text)).slice(0, 2)).toEqual(["20%", "wai!"]);
  });

  it("writes nothing but text and what it knows", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), (text) => {
        const rest = fenced(`${ESC}[${text}${ESC}]${text}`).replace(ALLOWED, "");
        expect(rest).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it("leaves what was there before as it was, in a real terminal", async () => {
    const runs = Number(process.env.PROPERTY_RUNS ?? 60);
    const count = fc.integer({ min: 0, max: 30 });
    const piece = fc.oneof(
      fc
        .tuple(count, fc.constantFrom(..."ABCDEFGHJKLMPSTXdfhlrsu"))
        .map(([by, final]) => `${ESC}[${by}${final}`),
      fc.constantFrom(
        "\n",
        "\r",
        "\b",
        "\t",
        `${ESC}M`,
        `${ESC}7`,
        `${ESC}8`,
        `${ESC}c`,
        `${ESC}[?1049h`,
        "wide 漢字",
      ),
      fc.string({ unit: anyUnit, maxLength: 30 }),
      fc.constant("long ".repeat(30)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.integer({ min: 4, max: 60 }),
        async (all, columns) => {
          const above = ABOVE.map((line) => line.slice(0, columns - 1));
          const shown = await rows(columns, `${above.join("\r\n")}\r\n${fenced(all.join(""))}`);
          expect(shown.slice(0, 3).map((line) => line.trimEnd())).toEqual(
            above.map((line) => line.trimEnd()),
          );
        },
      ),
      { numRuns: runs },
    );
  });
});
