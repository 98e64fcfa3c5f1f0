/** The run itself: what was planned, with this process's streams and the person at the terminal. */
import { Readable } from "node:stream";
import type { PayloadStore } from "../../lib/mediator/log";
import type { FileJournal } from "../../lib/runtime/node/journal/file-journal";
import type { RunEnd } from "../../lib/runtime/node/run/run-embedded";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { noteRecording } from "../log/recorded-here";
import { approverFor } from "./approver";
import { childLogsIn } from "./child-log";
import { runBy } from "./drivers";
import type { Ending } from "./ending";
import { HeardJournal } from "./heard-journal";
import { Input } from "./input";
import type { Plan } from "./plan";
import { tell } from "./telling";
import { openTerminal } from "./terminal";

export interface Started {
  readonly sid: string;
  readonly hidden: readonly string[];
  readonly recording?: string;
  readonly payloads?: PayloadStore;
  readonly journal: FileJournal;
  readonly ending: Ending;
}

export async function start(plan: Plan, started: Started, io: ProcessIo): Promise<RunEnd> {
  const { spec, engine, folder, entry, argv, env, actor, timeoutMs } = plan;
  const { sid, hidden, recording, payloads, journal, ending } = started;
  // Of a spec that came that way nothing is left for the agent.
  const input = new Input(() => (plan.isFromStdin ? Readable.from([]) : io.stdin));
  const log = heard(journal, io);
  const approver = approverFor({
    manner: plan.approve,
    actor,
    spec: { name: spec.name, secondPerson: spec.spec.approvals.second_person },
    style: io.errStyle,
    terminal: openTerminal,
    hold: () => {
      const releases = [input.hold(), io.agent.hold()];
      return () => releases.forEach((release) => void release());
    },
    tell: (sentence) => void tell(io, sentence),
  });
  try {
    return await runBy(plan.runtime, {
      source: { bytes: spec.bytes, spec: spec.spec, program: spec.program },
      engine,
      folder,
      entry,
      argv,
      env,
      journal: log,
      openChildLog: childLogsIn(folder, (child) => heard(child, io)),
      sid,
      reserved: { hidden, fixed: plan.specInside === undefined ? [] : [plan.specInside] },
      ...(recording !== undefined && { recording }),
      ...(payloads && { payloads }),
      ...(timeoutMs !== undefined && { limits: { wallMs: timeoutMs } }),
      actor,
      host: "local",
      approver,
      isTty: io.isTerminal,
      output: (stream, bytes) => {
        if (!io.agent.write(stream, bytes)) ending.readerWentAway();
      },
      stdin: input.chunks(),
      signal: ending.signal,
      failed: (cause) => {
        if (!log.hasFailed) void tell(io, `a fault of aegis itself: ${printable(String(cause))}`);
      },
    });
  } finally {
    approver.close();
    input.close();
    io.agent.end();
  }
}

/** Whoever made a log can verify it later without being told the key. */
function heard(journal: FileJournal, io: ProcessIo): HeardJournal {
  return new HeardJournal(journal, (vkey) => noteRecording(vkey, io));
}
