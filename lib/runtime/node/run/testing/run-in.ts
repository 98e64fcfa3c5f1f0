/** Runs the text of an agent by a driver, on a real folder that whoever calls has made, with its log in memory. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type AuditRecord, readRecord } from "../../../../audit/record";
import { MemoryJournal, newMemoryStore } from "../../../../audit/recorder";
import { compile, link } from "../../../../policy";
import { load } from "../../../../spec";
import type { AgentSpec } from "../../../../spec/agent-spec";
import { driverAssets, loadNodeAssets, type NodeAssets } from "../../driver/run-node";
import { type DriverAssets, loadAssets, type RunAssets } from "../assets";
import { type EmbeddedRun, GUEST_FOLDER, type RunEnd, runEmbedded } from "../run-embedded";

let embedded: Promise<RunAssets> | undefined;
let node: Promise<NodeAssets> | undefined;

async function assetsFor(driver: Runner, spec: AgentSpec): Promise<DriverAssets> {
  if (driver === "node") {
    node ??= loadNodeAssets();
    return driverAssets(await node, spec);
  }
  embedded ??= loadAssets();
  return embedded;
}

export type Runner = "embedded" | "node";

export interface RanAgent extends RunEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly records: readonly AuditRecord[];
  readonly folder: string;
}
export type AgentRun = Partial<EmbeddedRun> & {
  readonly toml: string;
  /** Left out: embedded. */
  readonly driver?: Runner;
  readonly files?: Readonly<Record<string, string>>;
};

export async function runIn(
  folder: string,
  agent: string,
  { toml, files = {}, driver = "embedded", ...more }: AgentRun,
): Promise<RanAgent> {
  await fill(folder, { ...files, "agent.ts": agent });
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const program = compile(spec, source);
  const journal = await MemoryJournal.open(newMemoryStore());
  const output = { stdout: "", stderr: "" };
  const ended = await runEmbedded({
    assets: await assetsFor(driver, spec),
    source: { bytes: new TextEncoder().encode(toml), spec, program },
    engine: link(program),
    folder,
    entry: `${GUEST_FOLDER}/agent.ts`,
    argv: [],
    env: {},
    journal,
    actor: "me",
    host: "local",
    isTty: false,
    output: (stream, bytes) => {
      output[stream] += new TextDecoder().decode(bytes);
    },
    failed: (cause) => {
      throw cause;
    },
    ...more,
  });
  const records: AuditRecord[] = [];
  for await (const lines of journal.read(0))
    for (const line of lines) {
      const read = readRecord(line);
      if (read.ok) records.push(read.record);
    }
  return { ...ended, ...output, records, folder };
}

export async function fill(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
