import { expect, it } from "vitest";
import { leaveKeysUnmeasured, type Measured } from "./unmeasured-keys";

it("leaves nothing to be done for any step of a key", () => {
  const done: string[] = [];
  const step = (name: string) => () => void done.push(name);
  const measured: Measured = {
    onKeyDown: step("down"),
    onBeforeInput: step("before"),
    onInput: step("input"),
    onKeyUp: step("up"),
    onSelectionChange: step("selection"),
    onRenderStart: step("render"),
  };
  leaveKeysUnmeasured(measured);
  for (const each of Object.values(measured)) each();
  expect(done).toEqual([]);
});
