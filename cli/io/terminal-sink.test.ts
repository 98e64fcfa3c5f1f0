import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Output } from "./output";
import { Row } from "./row";
import { styleFor } from "./style";
import { ownText, TerminalSink } from "./terminal-sink";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PASSES = /\u001b\[(?:1|2|22|31|32|33|36|39)m|\r?\n|\t/g;
const STYLE = styleFor(true, {});

function sink() {
  const stream = new PassThrough();
  const row = new Row();
  return { row, sink: new TerminalSink(new Output(stream), row), text: () => String(stream.read() ?? "") };
}

test("aegis's own colours, tabs and lines pass; every other control character is written out", () => {
  const own = Object.values(STYLE)
    .map((paint) => paint("word"))
    .join("\t");
  expect(ownText(`${own}\r\n`)).toBe(`${own}\r\n`);
  expect(ownText('{"path":"a\u007f\u009b2J\u202e"}\rx\u001b[8mhidden\u001b[K')).toBe(
    '{"path":"a\\u007f\\u009b2J\\u202e"}\\u000dx\\u001b[8mhidden\\u001b[K',
  );
});

test("bytes are text too, also where a letter comes in two pieces", async () => {
  const { sink: to, text } = sink();
  for (const byte of new TextEncoder().encode("é\u009d")) await to.write(Uint8Array.of(byte));
  expect(text()).toBe("é\\u009d");
});

test("a row that an agent left open is ended first", async () => {
  const { sink: to, row, text } = sink();
  row.agentWrote("aegis: granted ");
  await to.write("aegis: denied\n");
  await to.write("");
  expect(text()).toBe("\naegis: denied\n");
});

test("of any text nothing is left that acts, and nothing is lost", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\u001b[",
      "\u001b]52;",
      "31m",
      "8m",
      "39m",
      "\u009b",
      "\r",
      "\n",
      "\u001b[31m",
      "\u001b[1m",
    ),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const shown = ownText(text);
      const rest = shown.replace(PASSES, "");
      expect(rest).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(shown.length).toBeGreaterThanOrEqual(text.length);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
  );
});
