/**
 * Where the log of a run goes. Left to itself: into `.aegis/sessions` of the workspace, which no agent sees, under the
 * name of the session. It is never written over.
 *
 * The attack: a workspace that came from elsewhere, in which `.aegis` is a link to some folder of the person.
 */
import { lstat, mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { newSessionId } from "../../lib/audit/recorder";
import { BODIES_ENDING } from "../../lib/runtime/node/journal/body-folder";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { GUEST_FOLDER } from "./workspace";

/** What aegis keeps in a workspace. */
const OWN_FOLDER = ".aegis";
/** The files of a journal, and their drafts. */
const ENDINGS = ["", ".state", ".state.new", ".key", ".key.new", ".recording", BODIES_ENDING];

export interface LogPlace {
  readonly path: string;
  readonly sid: string;
  /** What of it the agent could meet in its workspace. */
  readonly hidden: readonly string[];
}

export function sessionsFolder(workspace: string): string {
  return join(workspace, OWN_FOLDER, "sessions");
}

export async function placeLog(
  named: string | undefined,
  workspace: string,
  io: ProcessIo,
): Promise<LogPlace> {
  const sid = newSessionId(Date.now);
  const own = `${GUEST_FOLDER}/${OWN_FOLDER}`;
  if (named === undefined) {
    await makeSessions(workspace);
    return { path: join(sessionsFolder(workspace), `${sid}.jsonl`), sid, hidden: [own] };
  }
  const target = resolve(io.cwd, named);
  const isFolder = named.endsWith("/") || (await stat(target).catch(() => undefined))?.isDirectory();
  if (isFolder) await made(target, named);
  const folder = await realpath(isFolder ? target : dirname(target)).catch(() => {
    throw new UsageError(`There is no folder for the log ${printable(named)}; make it, or name another.`);
  });
  const path = join(folder, isFolder ? `${sid}.jsonl` : basename(target));
  const within = relative(workspace, path);
  const isInside = within !== ".." && !within.startsWith(`..${sep}`);
  const guest = `${GUEST_FOLDER}/${within.split(sep).join("/")}`;
  return { path, sid, hidden: [own, ...(isInside ? ENDINGS.map((ending) => guest + ending) : [])] };
}

async function made(folder: string, shown: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    throw unwritable(shown, thrown);
  }
}

/** Of an agent that the agent starts: always where no agent sees it, whatever the log of the run is called. */
export async function placeChildLog(workspace: string, sid: string): Promise<string> {
  await makeSessions(workspace);
  return join(sessionsFolder(workspace), `${sid}.jsonl`);
}

async function makeSessions(workspace: string): Promise<void> {
  const folder = join(workspace, OWN_FOLDER);
  try {
    const isNew = await makeFolder(folder);
    await makeFolder(join(folder, "sessions"));
    // Logs are of one machine, and name what an agent did there: nobody wants them in a commit by accident.
    if (isNew) await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (thrown) {
    throw thrown instanceof UsageError ? thrown : unwritable(folder, thrown);
  }
}

/** Whether it was not there before. */
async function makeFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) return false;
  if (found) {
    throw new UsageError(`${printable(path)} is no folder of its own, so no log goes there; remove it.`);
  }
  await mkdir(path, { mode: 0o700 }).catch((thrown) => {
    // Another run makes it at the same time.
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  });
  return true;
}

function unwritable(path: string, thrown: unknown): UsageError {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  return new UsageError(
    `The log cannot go to ${printable(path)}: the system says ${code}; name another place with --log.`,
  );
}
