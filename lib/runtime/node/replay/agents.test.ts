/** A recorded run with tools, a model and agents that it starts, once more: the same, and nobody is started again. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { MemoryJournal, newMemoryStore } from "../../../audit/recorder";
import { compile, link } from "../../../policy";
import { load } from "../../../spec";
import { EVERYTHING_FILES, EVERYTHING_PRINTED, EVERYTHING_SPEC } from "../../agents/testing/everything";
import { readTape } from "../../replay/read-tape";
import { loadAssets } from "../run/assets";
import { GUEST_FOLDER, runEmbedded } from "../run/run-embedded";
import { folderWith } from "../run/testing/run-agent";
import { replay } from "./replay";

it("a run with all of them is the same again", { timeout: 120_000 }, async () => {
  const folder = await folderWith(EVERYTHING_FILES);
  const recording = join(await folderWith({}), "recording");
  const { spec, source } = load(EVERYTHING_SPEC);
  if (!spec) throw new Error("the text of this test is no spec");
  const program = compile(spec, source);
  const journal = await MemoryJournal.open(newMemoryStore());
  const assets = await loadAssets();
  let started = 0;
  let printed = "";
  const { end } = await runEmbedded({
    assets,
    source: { bytes: new TextEncoder().encode(EVERYTHING_SPEC), spec, program },
    engine: link(program),
    folder,
    entry: `${GUEST_FOLDER}/agent.ts`,
    argv: [],
    env: {},
    journal,
    actor: "me",
    host: "local",
    isTty: false,
    recording,
    output: (_, bytes) => {
      printed += new TextDecoder().decode(bytes);
    },
    openChildLog: async () => {
      started += 1;
      return { journal: await MemoryJournal.open(newMemoryStore()), close: async () => {} };
    },
    failed: (cause) => {
      throw cause;
    },
  });
  expect([printed, end.code, started]).toEqual([EVERYTHING_PRINTED, 0, 2]);

  const tape = readTape(new Uint8Array(await readFile(recording)));
  if (!tape.ok) throw new Error(tape.why);
  const lines: Uint8Array[] = [];
  for await (const batch of journal.read(0)) lines.push(...batch);
  let again = "";
  const replayed = await replay({
    assets,
    tape: tape.value,
    lines,
    output: (_, bytes) => {
      again += new TextDecoder().decode(bytes);
    },
  });
  expect(replayed).toMatchObject({ ok: true, value: { equal: lines.length, flips: [], code: 0 } });
  expect([again, started]).toEqual([EVERYTHING_PRINTED, 2]);
});
