import { parse } from "smol-toml";
import { z } from "zod";

const testsOf = z.object({
  test: z.array(z.object({ name: z.string(), expect: z.enum(["allow", "deny", "approve", "sanitize"]) })),
});

export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of one section of a policy, from its heading to the next, without the blank ones at the end. */
export function sectionOf(toml: string, heading: string): readonly NumberedLine[] {
  const all = toml.split("\n");
  const start = all.indexOf(heading);
  if (start < 0) return [];
  const length = all.slice(start + 1).findIndex((line) => line.startsWith("["));
  const lines = all.slice(start, length < 0 ? undefined : start + 1 + length);
  while (lines.at(-1)?.trim() === "") lines.pop();
  return lines.map((text, index) => ({ number: start + 1 + index, text }));
}

export function testsIn(toml: string) {
  return testsOf.parse(parse(toml)).test.map(({ name, expect }) => ({ name, expect }));
}
