import { expect, it } from "vitest";
import { ProgramOutput } from "./program-output";

const bytes = (text: string) => new TextEncoder().encode(text);
const ESC = "\u001b";
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const bare = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, "");

function printing(wait: Promise<void> = Promise.resolve()) {
  const said: string[] = [];
  const output = new ProgramOutput(async (text) => {
    said.push(text);
    await wait;
  });
  return { said, output };
}

it("prints what is harmless, each stream in its own colours", async () => {
  const { said, output } = printing();
  output.add("stdout", bytes(`${ESC}[31mred${ESC}]0;title\u0007`));
  output.add("stderr", bytes("plain\n"));
  output.add("stdout", bytes(`still${ESC}[2J`));
  await expect.poll(() => said.length).toBe(3);
  expect(bare(said.join(""))).toBe("redplain\r\nstill");
  expect(said[1]).toBe(`${ESC}[0mplain\r\n${ESC}[0m`);
  expect(said[2]).toContain(`${ESC}[0;31mstill`);
});

it("leaves out what nobody could read, and says how much", async () => {
  let go = () => {};
  const { said, output } = printing(
    new Promise<void>((resolve) => {
      go = resolve;
    }),
  );
  output.add("stdout", bytes("first\n"));
  for (let i = 0; i < 5; i++) output.add("stdout", bytes(`${i}`.repeat(1024 * 1024)));
  go();
  await expect.poll(() => said.length).toBe(3);
  const all = bare(said.join(""));
  expect(all).toMatch(/^first\r\n\r\n3,145,728 bytes came faster than they can be shown\.\r\n3+4+$/);
});
