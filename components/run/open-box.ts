/**
 * Opens a sandbox over the files of a workspace, with a session and its log in this browser: for a run of the agent, or for the
 * author's terminal. Loaded when somebody runs something: the engine, the sandbox and the log are more than the rest of the page.
 */
import { utf8 } from "@/lib/audit/bytes";
import { compile, type Program } from "@/lib/policy";
import type { Box } from "@/lib/runtime/driver";
import { type CellDriver, cellDriver } from "@/lib/runtime/embedded/cell/page/cell-driver";
import { fetchParts } from "@/lib/runtime/embedded/cell/page/make-parts";
import type { AgentSpec } from "@/lib/spec";
import { enforcement, load } from "@/lib/spec";
import type { Texts } from "../files/files";
import { beginSession, openSentJournal } from "../sync/begin-session";
import type { ApprovalDesk } from "./approvals";
import { POLICY_FILE } from "./policy-file";

/** Where the workspace lies in the sandbox. */
export const FOLDER = "/workspace";
const VERSION = "1";

export interface BoxOrder {
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

export interface OpenedBox {
  readonly sid: string;
  readonly box: Box;
  /** Lets go of the stored log, when the box is torn down: nothing can be read of it here any more. */
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

export async function openBox(order: BoxOrder, policy: Policy, hasTerminal: boolean): Promise<OpenedBox> {
  const { texts, workspaceId, actor, approvals, signal, onStep, onTrouble } = order;
  onStep(1);
  const cells = await theDriver();
  onStep(2);
  const session = await beginSession(workspaceId, signal);
  const { sid, journal, host, workspace, given } = session;
  onStep(3);
  let box: Box;
  try {
    box = await cells.boot({
      source: policy,
      actor,
      approver: approvals,
      openChildLog,
      sid,
      journal,
      host,
      workspace,
      given,
      hasTerminal,
    });
  } catch (cause) {
    await journal.close();
    throw cause;
  }
  box.on("trouble", onTrouble);
  await box.mount(FOLDER, texts);
  const release = async () => {
    await journal.close();
    void cells.warm().catch(() => {});
  };
  return { sid, box, release };
}

async function openChildLog(sid: string) {
  const journal = await openSentJournal(sid);
  return { journal, close: () => journal.close() };
}

export interface Policy {
  readonly spec: AgentSpec;
  readonly program: Program;
  readonly bytes: Uint8Array;
}

export function readPolicy(texts: Texts): Policy {
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
