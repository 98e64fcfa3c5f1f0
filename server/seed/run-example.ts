import "server-only";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { closeInterrupted, MemoryJournal, newMemoryStore } from "@/lib/audit/recorder";
import type { Opened } from "@/lib/audit/sync/wire";
import type { Approver } from "@/lib/mediator/approval";
import { compile, link } from "@/lib/policy";
import { nodeHasher } from "@/lib/runtime/node/hash";
import { loadAssets } from "@/lib/runtime/node/run/assets";
import { GUEST_FOLDER, runEmbedded } from "@/lib/runtime/node/run/run-embedded";
import { load } from "@/lib/spec/load";
import { cutJournal } from "./cut-journal";
import type { Example, Reply } from "./plan";
import type { OutgoingBatch } from "./send";

const EXAMPLES = join(import.meta.dirname, "../../public/examples");
const SPEC = "agent.toml";
const ACTOR = "seed";
const MOST_IN_BATCH = 500;

export interface For {
  readonly sid: string;
  readonly workspaceId: string;
  readonly opened: Opened;
}

/** Runs an example in the sandbox, on a copy of its folder, and gives its whole log. */
export async function runExample(example: Example, about: For): Promise<OutgoingBatch> {
  const folder = await mkdtemp(join(tmpdir(), "aegis-seed-"));
  try {
    await layOut(example, folder);
    return await record(example, folder, about);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const manifest = z.object({
  examples: z.array(
    z.object({
      slug: z.string(),
      files: z.array(z.object({ path: z.string(), source: z.string().optional() })),
    }),
  ),
});

/** The files as a workspace made of the example begins with them. */
async function layOut({ example, files = {}, spec = [] }: Example, folder: string): Promise<void> {
  const { examples } = manifest.parse(JSON.parse(await readFile(join(EXAMPLES, "index.json"), "utf8")));
  for (const { path, source } of examples.find(({ slug }) => slug === example)?.files ?? []) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(EXAMPLES, example, source ?? path), join(folder, path));
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const path = join(folder, SPEC);
  const text = spec.reduce((changed, [old, now]) => changed.replace(old, now), await readFile(path, "utf8"));
  await writeFile(path, text);
}

async function record(
  { example, reply, cutAt }: Example,
  folder: string,
  { sid, workspaceId, opened }: For,
): Promise<OutgoingBatch> {
  const bytes = await readFile(join(folder, SPEC));
  const { spec, source } = load(bytes);
  if (spec === null) throw new Error(`the spec of ${example} has errors`);
  const program = compile(spec, source);
  const store = newMemoryStore();
  const journal = MemoryJournal.open(store);
  const run = runEmbedded({
    assets: await loadAssets(),
    source: { bytes, spec, program },
    engine: link(program),
    folder,
    entry: `${GUEST_FOLDER}/${spec.agent.entry ?? "agent.ts"}`,
    argv: [],
    env: { LANG: "C.UTF-8", TZ: "UTC" },
    journal: cutAt === undefined ? journal : cutJournal(journal, cutAt),
    sid,
    actor: ACTOR,
    host: opened.host,
    opening: { workspace: workspaceId, given: givenBy(opened) },
    ...(reply && { approver: answering(reply) }),
    isTty: false,
    output: () => {},
    failed: () => {},
  });
  const checkpoint = cutAt === undefined ? (await run).closed.checkpoint : await cut(run, journal);
  const records = store.records.map((line) => Buffer.from(line).toString("utf8"));
  if (checkpoint === undefined || records.length > MOST_IN_BATCH)
    throw new Error(`the log of ${example} is unusual`);
  return { old: 0, records, note: checkpoint };
}

function givenBy({ nonce, head }: Opened) {
  return { nonce, ...(head === undefined ? {} : { workspace_checkpoint: head }) };
}

/** Its log is closed by whoever finds it, as a browser does at its next start. */
async function cut(run: Promise<unknown>, journal: MemoryJournal): Promise<string | undefined> {
  await run.catch(() => undefined);
  const closing = { journal, hasher: nodeHasher(), clock: Date.now, key: "destroy" } as const;
  return (await closeInterrupted({ ...closing, reason: "The page was closed." })).checkpoint;
}

function answering(reply: Reply): Approver {
  const grant = reply === "grant";
  const reason = grant ? "Read, and in order." : "Not before the figures are checked.";
  return { ask: async ({ action_sha256 }) => ({ action_sha256, grant, approver: "reviewer", reason }) };
}
