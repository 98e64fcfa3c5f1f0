/** `aegis log checkpoint`: the signed checkpoint of a log: the one that is kept, a new one, or what one says. */
import { fromHex, fromUtf8, toHex } from "../../lib/audit/bytes";
import {
  type NoteSignature,
  parseNote,
  parseVkey,
  readCheckpoint,
  readCosignature,
  signNote,
  verifierOf,
  verifyNote,
  writeCheckpoint,
} from "../../lib/audit/note";
import { verify } from "../../lib/audit/verify";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { type Invocation, type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_FINDINGS, EXIT_OK, UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { knownKeys, readFile } from "../log/evidence";
import { readSigner } from "../log/key-file";
import { ProgressLine } from "../log/progress";
import { timeText } from "../log/report";
import { namedKey, openLog, reading } from "../log/source";

export const run: ProcessRun = async (invocation, io) => {
  const [path = ""] = invocation.positionals;
  if (invocation.options.inspect === true) return inspect(path, invocation, io);
  if (invocation.options.key !== undefined) throw new UsageError("--key is for --inspect; leave it out.");
  const source = await openLog(path, io);
  try {
    const keyFile = textOf(invocation, "sign");
    if (keyFile !== undefined) return await sign(path, source, keyFile, io);
    const note = source.checkpoints[0];
    if (note === undefined)
      throw new UsageError("There is no checkpoint with the log; --sign KEYFILE makes one.");
    await io.out.write(fromUtf8(note) ?? "");
    return EXIT_OK;
  } finally {
    await source.close();
  }
};

async function sign(
  path: string,
  source: Awaited<ReturnType<typeof openLog>>,
  keyFile: string,
  io: ProcessIo,
): Promise<number> {
  const signer = await readSigner(keyFile, namedKey(await source.first()), io);
  const progress = new ProgressLine(io, source.size);
  const { faults, summary } = await reading(path, () =>
    verify({ lines: source.lines() }, { hasher: nodeHasher(), onProgress: (now) => progress.show(now) }),
  );
  progress.end();
  const [fault] = faults;
  if (fault !== undefined) {
    // Signing it would vouch for what is not in order.
    await io.err.write(`${fault.code}: ${printable(fault.why)} Nothing was signed.\n`);
    return EXIT_FINDINGS;
  }
  const root = fromHex(summary.root) ?? new Uint8Array(0);
  await io.out.write(
    await signNote(writeCheckpoint({ origin: signer.name, size: summary.size, root }), [signer]),
  );
  return EXIT_OK;
}

async function inspect(path: string, invocation: Invocation, io: ProcessIo): Promise<number> {
  const keys = knownKeys(invocation);
  const parsed = parseNote(await readFile(path, io));
  if (!parsed.ok) throw new UsageError(`${printable(path)} is no signed note: ${parsed.why}`);
  const read = readCheckpoint(parsed.value.text);
  if (!read.ok) throw new UsageError(`${printable(path)} is no checkpoint: ${read.why}`);
  const { origin, size, root } = read.value;
  const verifiers = keys.map(parseVkey).flatMap((key) => (key.ok ? [verifierOf(key.value)] : []));
  const opened = keys.length === 0 ? undefined : await verifyNote(parsed.value, verifiers);
  const good = opened?.ok ? opened.value.verified : [];
  const rows: [string, string][] = [
    ["log", printable(origin)],
    ["records", String(size)],
    ["root", toHex(root)],
    ...parsed.value.signatures.map((one): [string, string] => ["signed by", signatureText(one, good)]),
  ];
  await io.out.write(rows.map(([name, value]) => `${name.padEnd(10)} ${value}\n`).join(""));
  if (opened === undefined || opened.ok) return EXIT_OK;
  await io.err.write(`${printable(opened.why)}\n`);
  return EXIT_FINDINGS;
}

function signatureText(signature: NoteSignature, good: readonly NoteSignature[]): string {
  const { name, keyId, payload } = signature;
  // Only the length tells the kinds of signature apart, until the key is known.
  const cosignature = readCosignature(payload);
  const time = cosignature.ok ? `, cosigned at ${timeText(cosignature.value.time)}` : "";
  return `${printable(name)} (key ${keyId}${time})${good.includes(signature) ? ": verified" : ": not verified"}`;
}
