/** `aegis replay`: a recorded run once more, on what was recorded; nothing outside of it is reached or changed. */
import { link } from "../../lib/policy/engine";
import { replay } from "../../lib/runtime/node/replay/replay";
import { loadAssets } from "../../lib/runtime/node/run/assets";
import { type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import { openRecorded } from "../replay/recorded";
import { jsonReplay, textReplay } from "../replay/told";
import { jsonText } from "../report/json";
import { partsOfBundle } from "../run/parts";
import { aegisProgram, readyAegis } from "../shell/program";
import { openSpec } from "../spec-file";

/** As the run itself ended. */
const EXIT_ROLLED_BACK = 126;

export const run: ProcessRun = async (invocation, io) => {
  const [log = ""] = invocation.positionals;
  const { options } = invocation;
  const spec = textOf(invocation, "spec");
  if (options.continue === true && spec === undefined)
    throw new UsageError("--continue goes on behind what --spec judges in another way; name a spec.");
  const isQuiet = options.quiet === true;
  const { tape, lines } = await openRecorded(log, textOf(invocation, "recording"), io);
  const other = spec === undefined ? undefined : await openSpec(spec, io);
  await readyAegis();
  const result = await replay({
    // What stood in the shell of the run.
    assets: { ...(await loadAssets(partsOfBundle())), programs: [aegisProgram] },
    tape,
    lines,
    ...(other && { second: { engine: link(other.program), goesOn: options.continue === true } }),
    output: (stream, bytes) => void io.agent.write(stream, bytes),
  });
  io.agent.end();
  if (!result.ok) throw new UsageError(result.why);
  const { value } = result;
  const isJson = textOf(invocation, "format") === "json";
  if (isJson) await io.err.write(jsonText(jsonReplay(value, lines.length)));
  else if (!isQuiet || value.difference || value.flips.length > 0)
    await io.err.write(textReplay(value, lines.length));
  if (value.difference || value.flips.length > 0) return EXIT_FINDINGS;
  // Under another spec the question was whether anything changes, and not how the agent ended.
  if (spec !== undefined) return EXIT_OK;
  return value.rolledBack ? EXIT_ROLLED_BACK : (value.code ?? EXIT_OK);
};
