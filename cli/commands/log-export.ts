/** `aegis log export`: a log as a bundle, a table or events. */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type Bundle,
  type BundleParts,
  bundleFiles,
  cloudEventsOf,
  csvOf,
  writeBundle,
} from "../../lib/audit/bundle";
import { AuditFault } from "../../lib/audit/bytes";
import { BODIES_ENDING } from "../../lib/runtime/node/journal/body-folder";
import { type Invocation, type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_OK, UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { readFile } from "../log/evidence";
import { type LogSource, namedKey, openLog, reading } from "../log/source";
import { writeFolder, writeOut } from "../log/write-out";

const BODY_NAME = /^[0-9a-f]{64}$/;

export const run: ProcessRun = async (invocation, io) => {
  const [path = ""] = invocation.positionals;
  const format = textOf(invocation, "format") ?? "zip";
  const out = textOf(invocation, "out");
  if (format === "folder" && out === undefined)
    throw new UsageError("A folder needs a place: name it with --out PATH.");
  if (format === "zip" && out === undefined && process.stdout.isTTY === true)
    throw new UsageError("A zip file is nothing for a terminal: name a file with --out PATH.");
  const source = await openLog(path, io);
  try {
    await reading(path, () => write(source, format, out, invocation, io));
    return EXIT_OK;
  } catch (thrown) {
    // What was to go into the bundle is none of its formats.
    throw thrown instanceof AuditFault ? new UsageError(thrown.message) : thrown;
  } finally {
    await source.close();
  }
};

async function write(
  source: LogSource,
  format: string,
  out: string | undefined,
  invocation: Invocation,
  io: ProcessIo,
): Promise<void> {
  switch (format) {
    case "jsonl":
      return writeOut(out, source.lines(), io);
    case "csv":
      return writeOut(out, csvOf(source.lines()), io);
    case "cloudevents": {
      const origin = originOf(source.checkpoints[0]);
      return writeOut(out, cloudEventsOf(source.lines(), origin === undefined ? {} : { origin }), io);
    }
    default: {
      const parts = await partsOf(source, invocation, io);
      return out !== undefined && format === "folder"
        ? writeFolder(out, bundleFiles(parts), io)
        : writeOut(out, writeBundle(parts), io);
    }
  }
}

async function partsOf(source: LogSource, invocation: Invocation, io: ProcessIo): Promise<BundleParts> {
  const first = await source.first();
  if (first === undefined)
    throw new UsageError("The first line is no record: there is no session to export.");
  const given = async (option: string) => {
    const path = textOf(invocation, option);
    return path === undefined ? undefined : readFile(path, io);
  };
  const checkpoint = (await given("checkpoint")) ?? source.checkpoints[0];
  const proof = (await given("proof")) ?? source.proof;
  const policy = (await given("policy")) ?? source.policy;
  const vkey = namedKey(first);
  return {
    sid: first.sid,
    entries: source.lines(),
    ...(vkey !== undefined && { vkey }),
    ...(checkpoint && { checkpoint }),
    ...(proof && { proof }),
    ...(policy && { policy }),
    ...(source.bundle && { bodies: bodiesOf(source.bundle) }),
    ...(invocation.options.bodies === true &&
      !source.bundle && { bodies: await bodiesBeside(invocation, io) }),
  };
}

async function bodiesBeside({ positionals: [log = ""] }: Invocation, io: ProcessIo) {
  const folder = resolve(io.cwd, log + BODIES_ENDING);
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`There is no folder ${printable(log + BODIES_ENDING)} with bodies of this log.`);
  });
  // What a kill left unfinished is no body.
  return names
    .filter((name) => BODY_NAME.test(name))
    .map((sha256) => ({ sha256, content: fileContent(join(folder, sha256)) }));
}

/** Opened when it is its turn: there may be more of them than a process may have open. */
async function* fileContent(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

/** What was kept of the bodies goes on from one bundle into the next. */
function bodiesOf(bundle: Bundle) {
  return bundle.bodies.map((sha256) => ({ sha256, content: contentOf(bundle, sha256) }));
}

async function* contentOf(bundle: Bundle, sha256: string): AsyncGenerator<Uint8Array> {
  const body = await bundle.body(sha256);
  if (body?.ok !== true) throw new UsageError(body?.why ?? "A body of the bundle is gone.");
  yield body.value;
}

function originOf(note: Uint8Array | undefined): string | undefined {
  return note && Buffer.from(note).toString().split("\n", 1)[0];
}
