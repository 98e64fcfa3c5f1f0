/**
 * Opens a sandbox over the files of a workspace, with a session and its log in this browser: for a run of the agent, or for the
 * author's terminal. Loaded when somebody runs something: the engine, the sandbox and the log are more than the rest of the page.
 */
import { utf8 } from "@/lib/audit/bytes";
import { compile, type Program } from "@/lib/policy";
import type { Box, Driver, FilesTold, GoingOn } from "@/lib/runtime/driver";
import { type CellDriver, cellDriver } from "@/lib/runtime/embedded/cell/page/cell-driver";
import { fetchParts } from "@/lib/runtime/embedded/cell/page/make-parts";
import type { AgentSpec } from "@/lib/spec";
import { enforcement, load } from "@/lib/spec";
import { bodiesFor } from "../bodies/keeping";
import { acceptedParts } from "../driver-picker/driver-parts";
import type { DriverName } from "../driver-picker/drivers";
import type { Texts } from "../files/files";
import { beginSession, openSentJournal } from "../sync/begin-session";
import type { ApprovalDesk } from "./approvals";
import { bootMounted } from "./boot-mounted";
import { MOST_KEPT_BYTES } from "./kept-run";
import { POLICY_FILE } from "./policy-file";

/** Where the workspace lies in the sandbox. */
export const FOLDER = "/workspace";
const VERSION = "1";
/** Of what files were during a run, for looking back. */
const MOST_HISTORY_BYTES = 48 * 1024 * 1024;

export interface BoxOrder {
  readonly workspaceId: string;
  readonly texts: Texts;
  readonly actor: string;
  readonly approvals: ApprovalDesk;
  /** The default one where it is left out. */
  readonly driver?: DriverName;
  readonly signal: AbortSignal;
  readonly onStep: (step: number) => void;
  readonly onTrouble: (sentence: string) => void;
  /** The agent goes on from an earlier run. */
  readonly goesOnFrom?: GoingOn | undefined;
  /** What files become, where somebody wants to look back. */
  readonly onFiles?: (told: FilesTold) => void;
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
export function theDriver(): Promise<CellDriver> {
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

async function driverOf(name: DriverName = "embedded"): Promise<Driver> {
  if (name === "embedded") return theDriver();
  const { containerDriver } = await import("./container-driver");
  return containerDriver();
}

export async function warm(): Promise<void> {
  await (await theDriver()).warm();
}

/** The sandbox in all its forms, whichever is needed first. */
export async function bring(): Promise<void> {
  await (await theDriver()).bring();
  await warm();
}

export async function openBox(order: BoxOrder, policy: Policy, hasTerminal: boolean): Promise<OpenedBox> {
  const { texts, workspaceId, actor, approvals, driver, signal, onStep, onTrouble, onFiles } = order;
  const { goesOnFrom } = order;
  onStep(1);
  const used = await driverOf(driver);
  onStep(2);
  const session = await beginSession(workspaceId, signal);
  const { sid, journal, host, workspace, given } = session;
  const kept = bodiesFor(workspaceId, sid);
  onStep(3);
  const boot = () =>
    used.boot({
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
      // A run of the agent can be made again; what an author does in a terminal cannot.
      ...(!hasTerminal && { recording: { mostBytes: MOST_KEPT_BYTES } }),
      ...(goesOnFrom && { goesOnFrom }),
      ...(onFiles && { history: { mostBytes: MOST_HISTORY_BYTES } }),
      ...(kept && { bodies: kept.bodies }),
    });
  const ready = async (box: Box) => {
    box.on("trouble", onTrouble);
    if (onFiles) box.on("files", onFiles);
    await box.mount(FOLDER, texts);
  };
  const box = await bootMounted(boot, ready, journal);
  const release = async () => {
    await journal.close();
    await kept?.close();
    void warm().catch(() => {});
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

export function readPolicy(texts: Texts, driver: DriverName = "embedded"): Policy {
  const text = texts[POLICY_FILE];
  if (text === undefined)
    throw new RunRefused(`There is no ${POLICY_FILE}: an agent without a policy is not run.`);
  const { spec, source, diagnostics } = load(text);
  if (!spec) {
    const first = diagnostics.find(({ severity }) => severity === "error");
    const where = first ? ` Line ${first.range.start.line}: ${first.message}` : "";
    throw new RunRefused(`The policy has mistakes, so nothing is run.${where}`);
  }
  const { refusal } = enforcement(spec, driver, acceptedParts(driver));
  if (refusal !== null) throw new RunRefused(refusal);
  return { spec, program: compile(spec, source), bytes: utf8(text) };
}
