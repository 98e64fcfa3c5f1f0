import { expect, test } from "vitest";
import { load } from "../../lib/spec/load";
import { UsageError } from "../failure";
import { limitSentence, timeoutFrom } from "./limits";

function specOf(more: string) {
  const { spec } = load(`[agent]\nname = "x"\n${more}`);
  if (spec === null) throw new Error("the spec of this test is wrong");
  return spec;
}

test("what ended a run is named by where its limit stands, the tighter one of two", () => {
  const spec = specOf('max_runtime = "2m"\n[resources]\nmax_output = "1K"\n');
  expect(limitSentence("wall", spec, undefined)).toBe(
    "stopped after 2 min: the time is up (max_runtime under [agent]).",
  );
  expect(limitSentence("wall", spec, 90_500)).toBe("stopped after 90.5 s: the time is up (--timeout).");
  expect(limitSentence("wall", spec, 180_000)).toContain("2 min");
  expect(limitSentence("output", spec, undefined)).toContain("more than 1024 bytes of output (max_output");
  expect(limitSentence("cpu", spec, undefined)).toContain("for 1 min without waiting");
  expect(limitSentence("broken", spec, undefined)).toContain("memory_limit");
  expect(limitSentence("exit", spec, undefined)).toBeUndefined();
  expect(limitSentence("stopped", spec, undefined)).toBeUndefined();
});

test("a time is one of the language", () => {
  expect([timeoutFrom(undefined), timeoutFrom("1m30s")]).toEqual([undefined, 90_000]);
  expect(() => timeoutFrom("soon")).toThrow(UsageError);
});
