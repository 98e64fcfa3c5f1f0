/** A session of a cell's worker without a cell: what the page would send is handed in, and what it would get is kept. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { loadWasmHasher } from "../../../../audit/hash";
import { readRecord } from "../../../../audit/record";
import { MemoryJournal, newMemoryStore, Recorder } from "../../../../audit/recorder";
import { joinLines, LineSplitter } from "../../../../audit/recorder/lines";
import { type Report, verify } from "../../../../audit/verify";
import { compile, type Meters, newMeters } from "../../../../policy";
import { load } from "../../../../spec";
import { checkpointRulesOf } from "../../../checkpoints/rules-of";
import type { Tree } from "../../../files";
import type { SandboxLimits } from "../../../limits";
import { BUNDLE_FOLDER } from "../../../node/thread/parts";
import { type GoesOnFrom, goesOnEntry } from "../../../session/goes-on";
import { openingOf } from "../../../session/session";
import { approvalRulesOf, limitsOf } from "../../../session/settings";
import { readyFormats } from "../../modules/format";
import { prepare } from "../../sandbox/prepare";
import { waitingMachine } from "../../vm/testing/waiting-machine";
import type { EffectAnswer, EffectRequest, FromCell, PastRun, RunSettings, ToCell } from "../protocol";
import { readMessage } from "../read-message";
import type { Around } from "../worker/around";
import { openReplay, openSession } from "../worker/open-session";
import { Remote } from "../worker/remote";
import type { CellSession } from "../worker/session";

export const SID = "0190f1b2-0000-7000-8000-000000000000";
const MOST_BYTES = 1 << 20;
const LINE_BYTES = 1 << 20;

export interface Machinery extends Omit<Around, "remote"> {
  readonly builtins: Readonly<Record<string, string>>;
}

/** With the machine that can put itself aside, because this platform cannot do it for one. */
export async function machinery(): Promise<Machinery> {
  await readyFormats();
  const bundled = (name: string) => readFile(join(BUNDLE_FOLDER, name));
  const machine = await waitingMachine();
  return {
    machine,
    prepared: await prepare(machine, `${await bundled("guest.js")}`),
    builtins: JSON.parse(`${await bundled("builtins.json")}`),
    hasher: await loadWasmHasher(),
    shell: { loadBash: () => import("just-bash/browser"), programs: [] },
    tick: (then) => void setImmediate(then),
  };
}

export interface SessionSpec {
  readonly toml: string;
  /** How the page answers what reaches out. */
  readonly answer?: (request: EffectRequest) => EffectAnswer;
  readonly limits?: Partial<SandboxLimits>;
  /** How large a recording may become. */
  readonly mostBytes?: number;
  /** Left out: `LANG`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is told what files become. */
  readonly history?: { readonly mostBytes: number };
  readonly sid?: string;
  /** What its agent goes on from. */
  readonly past?: PastRun;
  /** Whether it is told what records name by digest. */
  readonly bodies?: { readonly mostBytes: number };
}

type Of<Kind extends FromCell["kind"]> = Extract<FromCell, { kind: Kind }>;

/** What a worker has said so far, taken in any order. */
export class Said {
  readonly messages: FromCell[] = [];
  changed = () => {};

  async next<Kind extends FromCell["kind"]>(kind: Kind): Promise<Of<Kind>> {
    for (;;) {
      const at = this.messages.findIndex((message) => message.kind === kind);
      if (at !== -1) return this.messages.splice(at, 1)[0] as Of<Kind>;
      await new Promise<void>((resolve) => {
        this.changed = resolve;
      });
    }
  }

  all<Kind extends FromCell["kind"]>(kind: Kind): Of<Kind>[] {
    return this.messages.filter((message): message is Of<Kind> => message.kind === kind);
  }

  bytes(kind: "tape" | "output"): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat(this.all(kind).map(({ bytes }) => bytes)));
  }
}

export function sourceOf(toml: string) {
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  return { bytes: new TextEncoder().encode(toml), spec, program: compile(spec, source) };
}

function settingsOf(
  { toml, limits, env = { LANG: "C" } }: Pick<SessionSpec, "toml" | "limits" | "env">,
  builtins: RunSettings["builtins"],
): RunSettings {
  const { spec, program } = sourceOf(toml);
  const checkpoints = checkpointRulesOf(spec);
  return {
    program,
    approvals: approvalRulesOf(spec),
    limits: { ...limitsOf(spec), ...limits },
    ...(checkpoints && { checkpoints }),
    actor: "me",
    env,
    cwd: "/workspace",
    builtins,
  };
}

function inForceOf(toml: string) {
  const { spec } = sourceOf(toml);
  const checkpoints = checkpointRulesOf(spec);
  return { approvals: approvalRulesOf(spec), actor: "me", ...(checkpoints && { checkpoints }) };
}

/** What the page hands in of a run that another one goes on from. */
export function pastOf(
  parts: Machinery,
  run: Pick<AgainSpec, "toml" | "tape" | "lines">,
  place: PastRun["place"],
  used: Meters = newMeters(0),
): PastRun {
  const { program, approvals, checkpoints, actor } = settingsOf(run, parts.builtins);
  const settings = { program, approvals, actor, ...(checkpoints && { checkpoints }) };
  const opening = openingFor(run.toml, parts);
  return { tape: run.tape, lines: joinLines(run.lines), place, opening, settings, used };
}

/** What the page has of the first record, but for the key. */
export function openingFor(toml: string, { hasher }: Pick<Machinery, "hasher">) {
  return openingOf({
    source: sourceOf(toml),
    driver: { name: "embedded", version: "1" },
    build: new Uint8Array(1),
    hasher,
    actor: "me",
  });
}

function posting(
  { said, tick }: { readonly said: Said } & Pick<Machinery, "tick">,
  answer: SessionSpec["answer"],
  reply: (id: number, answer: EffectAnswer) => void,
) {
  return (message: FromCell) => {
    // What the page would not take is no message.
    expect(readMessage(structuredClone(message))).toBeDefined();
    said.messages.push(message);
    said.changed();
    if (message.kind !== "effects") return;
    for (const { id, request } of message.effects)
      tick(() => reply(id, answer?.(request) ?? { effect: "failed", why: "there is nobody" }));
  };
}

export interface OpenSession {
  readonly session: CellSession;
  readonly said: Said;
  /** Closes the log, and has it verified. */
  close?(): Promise<Report>;
  /** The log until now: records that the worker has sent are stored by the page. */
  lines(): Uint8Array[];
}

export async function openLive(
  parts: Machinery,
  spec: SessionSpec,
  isRecorded = false,
): Promise<OpenSession> {
  const { toml, answer, mostBytes = MOST_BYTES, sid = SID, past } = spec;
  const journal = await MemoryJournal.open(newMemoryStore());
  const data = openingFor(toml, parts);
  const { hasher, tick } = parts;
  const recorder = await Recorder.open({ journal, hasher, clock: Date.now, sid, host: "local", data });
  if (past) recorder.appendSoon(goesOnEntry(fromOf(past, hasher)));
  await recorder.flush();
  const loan = recorder.lend();
  const stored: Uint8Array[] = [];
  for await (const batch of journal.read(0)) stored.push(...batch);
  const said = new Said();
  const remote = new Remote((message) => post(message));
  const sent = posting({ said, tick }, answer, (id, given) => remote.answer([{ id, answer: given }]));
  const post = (message: FromCell) => {
    sent(message);
    if (message.kind !== "records") return;
    const records = new LineSplitter(LINE_BYTES).push(message.lines);
    loan.take(records);
    stored.push(...records);
    tick(() => session.take({ kind: "durable", size: stored.length }));
  };
  const message: Extract<ToCell, { kind: "session" }> = {
    kind: "session",
    log: loan.from,
    settings: settingsOf(spec, parts.builtins),
    now: Date.now(),
    ...(spec.history && { history: spec.history }),
    ...(past && { past }),
    ...(spec.bodies && { bodies: spec.bodies }),
    ...(isRecorded && {
      recording: {
        spec: Buffer.from(toml).toString("base64"),
        host: "local",
        mostBytes,
      },
    }),
  };
  const session = openSession(post, { ...parts, remote }, message);
  const close = async () => {
    loan.end();
    const { checkpoint } = await recorder.close({ key: "keep" });
    const batches: Uint8Array[][] = [];
    for await (const batch of journal.read(0)) batches.push([...batch]);
    const opened = readRecord(stored[0] as Uint8Array);
    const keys = opened.ok ? [String(opened.record.data.vkey)] : [];
    const checkpoints = checkpoint === undefined ? [] : [new TextEncoder().encode(checkpoint)];
    return verify({ records: batches }, { hasher, checkpoints, keys });
  };
  return { session, said, lines: () => stored, close };
}

function fromOf({ lines, place }: PastRun, hasher: Machinery["hasher"]): GoesOnFrom {
  const last = new LineSplitter(LINE_BYTES).push(lines)[place.records - 1] ?? new Uint8Array(0);
  return { sid: SID, seq: Math.max(0, place.records - 1), link: hasher.leafHex(last) };
}

export interface AgainSpec extends Pick<SessionSpec, "toml" | "limits"> {
  readonly tape: Uint8Array<ArrayBuffer>;
  readonly lines: readonly Uint8Array[];
  readonly second?: { readonly toml: string; readonly goesOn: boolean };
  /** Only up to this record, to see whether a run could go on from there under the second policy. */
  readonly until?: number;
}

export function openAgain(parts: Machinery, spec: AgainSpec): OpenSession {
  const { toml, tape, lines, second, until } = spec;
  const said = new Said();
  const post = posting({ said, tick: parts.tick }, undefined, () =>
    expect.unreachable("a replay reaches nobody"),
  );
  const session = openReplay(
    post,
    { ...parts, remote: new Remote(post) },
    {
      kind: "replay",
      tape,
      lines: joinLines(lines),
      opening: openingFor(toml, parts),
      settings: settingsOf(spec, parts.builtins),
      now: 0,
      ...(until !== undefined && { until: { seq: until, inForce: inForceOf(second?.toml ?? toml) } }),
      ...(second && { second: { program: sourceOf(second.toml).program, goesOn: second.goesOn } }),
    },
  );
  return { session, said, lines: () => [] };
}

/** Puts the files there and starts an agent, or a line of the author's. */
export async function started(
  { session, said }: OpenSession,
  tree: Tree,
  what: { readonly entry?: string; readonly line?: string; readonly argv?: readonly string[] } = {},
): Promise<void> {
  const { entry = "/workspace/agent.mjs", line, argv = ["one"] } = what;
  session.take({ kind: "mount", id: 1, path: "/workspace", tree, options: {} });
  await said.next("done");
  session.take(line === undefined ? { kind: "start", entry, argv, isTty: false } : { kind: "start", line });
}

export function typesOf(lines: readonly Uint8Array[]): string[] {
  return lines.map(readRecord).flatMap((read) => (read.ok ? [read.record.type] : []));
}
