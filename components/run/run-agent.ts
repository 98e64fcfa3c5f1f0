/**
 * Runs the agent of a workspace in the sandbox, with its log in this browser. Loaded when somebody runs something: the
 * engine, the sandbox and the log are more than the rest of the page.
 */
import { utf8 } from "@/lib/audit/bytes";
import { compile, type Program } from "@/lib/policy";
import type { Box, Process } from "@/lib/runtime/driver";
import { type CellDriver, cellDriver } from "@/lib/runtime/embedded/cell/page/cell-driver";
import { fetchParts } from "@/lib/runtime/embedded/cell/page/make-parts";
import type { AgentSpec } from "@/lib/spec";
import { enforcement, load } from "@/lib/spec";
import type { Texts } from "../files/files";
import { beginSession, openSentJournal } from "../sync/begin-session";
import type { ApprovalDesk } from "./approvals";
import { changedTexts } from "./changed-texts";
import { POLICY_FILE } from "./policy-file";

const FOLDER = "/workspace";
const VERSION = "1";

export interface RunOrder {
  readonly workspaceId: string;
  readonly texts: Texts;
  readonly actor: string;
  readonly approvals: ApprovalDesk;
  readonly signal: AbortSignal;
  readonly onStep: (step: number) => void;
  readonly onTrouble: (sentence: string) => void;
}

/** Why nothing runs, in a sentence for the author. */
export class RunRefused extends Error {
  override readonly name = "RunRefused";
}

export interface Closed {
  /** Text files that the agent made or changed, and those that it took away as null. */
  readonly changed: Readonly<Record<string, string | null>>;
  /** The last checkpoint that the session signed. */
  readonly checkpoint?: string;
}

export interface Run {
  readonly sid: string;
  readonly box: Box;
  readonly process: Process;
  /** Fetches what the agent left, and closes the session. Once, however often it is called. */
  close(): Promise<Closed>;
  /** Lets go of the stored log: nothing can be read of it by this run any more. */
  release(): Promise<void>;
}

let driver: Promise<CellDriver> | undefined;

/** Everything of the sandbox that is the same for every run; with a worker that waits for the next. */
function theDriver(): Promise<CellDriver> {
  driver ??= fetchParts().then(
    (parts) => cellDriver({ ...parts, version: VERSION }),
    (cause: unknown) => {
      driver = undefined; // the server may come back
      throw new RunRefused("The sandbox could not be fetched: is the server still there? Try again.", {
        cause,
      });
    },
  );
  return driver;
}

export async function warm(): Promise<void> {
  await (await theDriver()).warm();
}

export async function runAgent(order: RunOrder): Promise<Run> {
  const { texts, workspaceId, actor, approvals, signal, onStep, onTrouble } = order;
  onStep(0);
  const { spec, program, bytes } = readPolicy(texts);
  const entry = entryOf(spec, texts);
  onStep(1);
  const cells = await theDriver();
  onStep(2);
  const session = await beginSession(workspaceId, signal);
  const { sid, journal } = session;
  onStep(3);
  let box: Box;
  try {
    const { host, workspace, given } = session;
    const source = { bytes, spec, program };
    box = await cells.boot({
      source,
      actor,
      approver: approvals,
      openChildLog,
      sid,
      journal,
      host,
      workspace,
      given,
    });
  } catch (cause) {
    await journal.close();
    throw cause;
  }
  box.on("trouble", onTrouble);
  await box.mount(FOLDER, texts);
  const process = box.spawn(`${FOLDER}/${entry}`);
  let closed: Promise<Closed> | undefined;
  const end = async (): Promise<Closed> => {
    const changed = changedTexts(texts, await box.fs.export(FOLDER).catch(() => undefined));
    const { checkpoint } = await box.teardown("keep");
    return { changed, ...(checkpoint !== undefined && { checkpoint }) };
  };
  const release = async () => {
    await journal.close();
    void cells.warm().catch(() => {});
  };
  const close = () => {
    closed ??= end();
    return closed;
  };
  return { sid, box, process, close, release };
}

async function openChildLog(sid: string) {
  const journal = await openSentJournal(sid);
  return { journal, close: () => journal.close() };
}

function readPolicy(texts: Texts): { spec: AgentSpec; program: Program; bytes: Uint8Array } {
  const text = texts[POLICY_FILE];
  if (text === undefined)
    throw new RunRefused(`There is no ${POLICY_FILE}: an agent without a policy is not run.`);
  const { spec, source, diagnostics } = load(text);
  if (!spec) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    const where = first ? ` Line ${first.range.start.line}: ${first.message}` : "";
    throw new RunRefused(`The policy has mistakes, so nothing is run.${where}`);
  }
  const { refusal } = enforcement(spec, "embedded");
  if (refusal !== null) throw new RunRefused(refusal);
  return { spec, program: compile(spec, source), bytes: utf8(text) };
}

function entryOf({ agent }: AgentSpec, texts: Texts): string {
  const entry = agent.entry ?? "agent.ts";
  if (!Object.hasOwn(texts, entry)) {
    throw new RunRefused(
      `The policy starts ${entry}, and there is no such file: create it, or change entry in ${POLICY_FILE}.`,
    );
  }
  return entry;
}
