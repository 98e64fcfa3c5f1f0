import { describe, expect, it } from "vitest";
import { OutputText } from "./output-text";

const bytes = (text: string) => new TextEncoder().encode(text);
const printed = (...texts: string[]) => {
  const output = new OutputText();
  for (const text of texts) output.add("stdout", bytes(text));
  return output;
};
const pieces = (output: OutputText) => output.blocks.flatMap((block) => block.pieces);

describe("output", () => {
  it("joins what one stream says in a row, and characters that come in halves", () => {
    const output = new OutputText();
    const sign = bytes("é");
    output.add("stdout", bytes("one "));
    output.add("stdout", sign.subarray(0, 1));
    output.add("stderr", bytes("oops"));
    output.add("stdout", sign.subarray(1));
    expect(pieces(output)).toEqual([
      { stream: "stdout", style: {}, text: "one " },
      { stream: "stderr", style: {}, text: "oops" },
      { stream: "stdout", style: {}, text: "é" },
    ]);
  });

  it("has looks of its streams, each its own, and no sequence", () => {
    const output = printed("\u001b[31mred");
    output.add("stderr", bytes("plain\u001b]0;title\u0007"));
    output.add("stdout", bytes("still"));
    expect(pieces(output)).toEqual([
      { stream: "stdout", style: { fg: 1 }, text: "red" },
      { stream: "stderr", style: {}, text: "plain" },
      { stream: "stdout", style: { fg: 1 }, text: "still" },
    ]);
  });

  it("does not go on with the looks of what printed before", () => {
    const output = printed("\u001b[31mred\n\u001b]0;open");
    output.begin();
    output.add("stdout", bytes("plain"));
    expect(pieces(output).at(-1)).toEqual({ stream: "stdout", style: {}, text: "\nplain" });
  });

  it("is the same again after it was kept, in the same blocks", () => {
    const output = printed("\u001b[31mred\u001b[0m and\nplain\n", "x".repeat(70_000));
    for (let line = 0; line < 20_000; line++) output.add("stderr", bytes(`line ${line} ${"y".repeat(60)}\n`));
    output.say("said");
    expect(output.dropped).toBeGreaterThan(0);
    const again = OutputText.of(structuredClone(output.kept));
    expect(again.text).toBe(output.text);
    expect(again.dropped).toBe(output.dropped);
    expect(again.blocks.map(({ pieces }) => pieces)).toEqual(output.blocks.map(({ pieces }) => pieces));
  });

  it("writes nothing over what was printed", () => {
    expect(printed("10%\r20%\r\ndone\r").text).toBe("10%\n20%\ndone");
    expect(printed("seen\u001b[2K\u001b[1A\u001b[8mhidden").text).toBe("seenhidden");
  });

  it("lets others speak in lines of their own", () => {
    const output = printed("no end");
    output.say("exit 1", { dim: true });
    output.add("stdout", bytes("next"));
    expect(output.text).toBe("no end\nexit 1\nnext");
    output.clear();
    expect([output.isEmpty, output.text]).toEqual([true, ""]);
  });

  it("leaves a block that is whole as it is", () => {
    const output = printed(...Array.from({ length: 250 }, (_, line) => `line ${line}\n`));
    const [first, second] = output.blocks;
    const { version } = first as { version: number };
    expect(output.blocks).toHaveLength(3);
    expect(second?.pieces[0]?.text).toMatch(/^line 100\n/);
    output.add("stdout", bytes("more"));
    expect(output.blocks[0]).toMatchObject({ id: 1, version });
  });

  it("keeps the last of it, and says how much it does not keep", () => {
    const all = Array.from({ length: 30 }, (_, i) => `${String(i % 10).repeat(99_999)}\n`);
    const output = printed(...all);
    expect(output.text.length).toBeLessThanOrEqual(1024 * 1024);
    expect(output.text.length).toBeGreaterThan(900 * 1024);
    expect(output.text).toBe(all.join("").slice(output.dropped));
    expect(output.text.endsWith("9\n")).toBe(true);
  });
});
