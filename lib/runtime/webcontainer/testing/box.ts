/** The driver over a container of this machine: everything real but the vendor's client and the browser. */
import { onTestFinished } from "vitest";
import { loadWasmHasher } from "../../../audit/hash";
import { type AuditRecord, readRecord } from "../../../audit/record";
import { MemoryJournal, newMemoryStore } from "../../../audit/recorder";
import { verify } from "../../../audit/verify";
import type { Approver } from "../../../mediator/approval";
import { compile } from "../../../policy";
import { load } from "../../../spec";
import type { Box, Process, ProcessEnd } from "../../driver";
import type { Tree } from "../../files";
import { type WebContainerDriverOptions, webContainerDriver } from "../page/webcontainer-driver";
import { bundledParts, type TestInstance, testInstance } from "./container";

export interface BoxSpec {
  readonly policy: string;
  /** Further lines of the agent's own table. */
  readonly agent?: string;
  readonly files?: Tree;
  readonly env?: Readonly<Record<string, string>>;
  readonly approver?: Approver;
  /** Takes the place of the wrapper. */
  readonly wrapper?: string;
  readonly options?: Partial<WebContainerDriverOptions>;
}

export interface TestBox {
  readonly box: Box;
  readonly instance: TestInstance;
  readonly troubles: string[];
  readonly output: { stdout: string; stderr: string };
  start(entry?: string, argv?: readonly string[]): Process;
  /** Its end, or the sentence because of which there was none. */
  run(entry?: string, argv?: readonly string[]): Promise<ProcessEnd | string>;
  /** The log after its end, judged. */
  close(): Promise<{ records: AuditRecord[]; verdict: string }>;
}

export async function testBox({
  policy,
  agent = "",
  files = {},
  env,
  approver,
  wrapper,
  options,
}: BoxSpec): Promise<TestBox> {
  const { parts, builtins } = await bundledParts();
  const instance = await testInstance();
  // Also of a test that fails nothing is left running.
  onTestFinished(() => instance.close());
  const toml = `[agent]\nname = "tested"\n${agent}\n${policy}`;
  const { spec, source, diagnostics } = load(toml);
  if (!spec) throw new Error(JSON.stringify(diagnostics));
  const driver = webContainerDriver({
    parts: { ...parts, ...(wrapper !== undefined && { wrapper }) },
    builtins,
    version: "test",
    bootInstance: async () => instance,
    ...options,
  });
  const journal = MemoryJournal.open(newMemoryStore(), "write");
  const box = await driver.boot({
    source: { bytes: new TextEncoder().encode(toml), spec, program: compile(spec, source) },
    journal,
    host: "audit.example",
    actor: "author",
    ...(env && { env }),
    ...(approver && { approver }),
  });
  const troubles: string[] = [];
  box.on("trouble", (sentence) => troubles.push(sentence));
  await box.mount("/workspace", files);
  const output = { stdout: "", stderr: "" };
  const start = (entry = "/workspace/agent.ts", argv: readonly string[] = []) => {
    const process = box.spawn(entry, argv);
    void collect(process, output);
    return process;
  };
  return {
    box,
    instance,
    troubles,
    output,
    start,
    run: (entry, argv) => start(entry, argv).exit.catch((cause: Error) => cause.message),
    close: async () => {
      const { checkpoint } = await box.teardown("destroy");
      await instance.close();
      return judged(journal, checkpoint);
    },
  };
}

async function collect({ output }: Process, into: TestBox["output"]): Promise<void> {
  const reader = output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    into[value.stream] += new TextDecoder().decode(value.bytes);
  }
}

async function judged(journal: MemoryJournal, checkpoint = "") {
  const batches: Uint8Array[][] = [];
  for await (const records of journal.read(0)) batches.push([...records]);
  const records = batches.flat().map((bytes) => {
    const read = readRecord(bytes);
    if (!read.ok) throw new Error(read.why);
    return read.record;
  });
  const checkpoints = [new TextEncoder().encode(checkpoint)];
  const keys = [`${records[0]?.data.vkey}`];
  const { verdict } = await verify(
    { records: batches },
    { hasher: await loadWasmHasher(), checkpoints, keys },
  );
  return { records, verdict };
}
