import { expect, test } from "vitest";
import { changedFiles, replayRun } from "./replay-run";

test("names the files that are not as they were, but for the policy", () => {
  const texts = { "agent.toml": "a", "agent.ts": "1", "gone.ts": "2", "same.ts": "3" };
  const now = { "agent.toml": "b", "agent.ts": "4", "same.ts": "3", "new.ts": "5" };
  expect(changedFiles(texts, now)).toEqual(["agent.ts", "gone.ts", "new.ts"]);
});

test("says why a run that was let go cannot be made again", async () => {
  const why = "There is no recording of this run: it grew beyond 32 MiB.";
  expect(await replayRun({ texts: {}, recorded: { kind: "let-go", why } }, {})).toEqual({ ok: false, why });
});
