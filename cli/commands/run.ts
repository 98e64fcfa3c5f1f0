/** `aegis run`: an agent in a sandbox, on a real folder, with its log as a file. */
import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { newSessionId } from "../../lib/audit/recorder";
import { link } from "../../lib/policy/engine";
import { openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import { loadAssets } from "../../lib/runtime/node/run/assets";
import { runEmbedded } from "../../lib/runtime/node/run/run-embedded";
import { enforcement, type SpecPart } from "../../lib/spec/enforcement";
import { listOf, type Run, textOf } from "../definitions/definition";
import { partsOfBundle } from "../run/parts";
import { entryIn, openWorkspace } from "../run/workspace";
import { openSpec } from "../spec-file";

const EXIT_REFUSED = 126;

export const run: Run = async (invocation, io) => {
  const [path = "", agent] = invocation.positionals;
  const spec = await openSpec(path, io);
  const folder = await openWorkspace(textOf(invocation, "workspace"), path, io);
  const entry = await entryIn(folder, { agent, entry: spec.spec.agent.entry }, io);
  const accepted = listOf(invocation, "accept").flatMap((list) => list.split(",")) as SpecPart[];
  const { refusal } = enforcement(spec.spec, "embedded", accepted);
  if (refusal !== null) {
    await io.err.write(`aegis: ${refusal}\n`);
    return EXIT_REFUSED;
  }
  const sid = newSessionId(Date.now);
  const log = resolve(
    io.cwd,
    textOf(invocation, "log") ?? join(folder, ".aegis", "sessions", `${sid}.jsonl`),
  );
  await mkdir(join(log, ".."), { recursive: true });
  const journal = await openFileJournal(log);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.on("SIGINT", stop);
  try {
    const { end } = await runEmbedded({
      assets: await loadAssets(partsOfBundle()),
      source: { bytes: spec.bytes, spec: spec.spec, program: spec.program },
      engine: link(spec.program),
      folder,
      entry,
      argv: invocation.rest,
      env: process.env as Record<string, string>,
      journal,
      actor: userInfo().username,
      host: "local",
      isTty: false,
      output: (stream, bytes) => void (stream === "stdout" ? io.out : io.err).write(bytes),
      stdin: io.stdin,
      signal: controller.signal,
      failed: (cause) => void io.err.write(`aegis: ${String(cause)}\n`),
    });
    return end.code;
  } finally {
    process.off("SIGINT", stop);
    await journal.close();
  }
};
