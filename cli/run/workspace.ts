/** Which folder an agent sees, and which file of it is the agent: told in paths of this machine or of the guest. */
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import type { ProcessIo } from "../io/process-io";
import { STDIN, unreadable } from "../io/read-input";

/** Where an agent finds its workspace. */
export const GUEST_FOLDER = "/workspace";

/** The real path of the folder. Left out: the one of the spec, because what a spec names stands beside it. */
export async function openWorkspace(named: string | undefined, spec: string, io: ProcessIo): Promise<string> {
  const beside = spec === STDIN ? "." : dirname(spec);
  const folder = resolve(io.cwd, named ?? beside);
  try {
    const real = await realpath(folder);
    if ((await stat(real)).isDirectory()) return real;
  } catch (thrown) {
    throw unreadable(named ?? folder, thrown);
  }
  throw new UsageError(`${printable(named ?? folder)} is no folder; name the one that the agent works in.`);
}

interface Named {
  readonly agent: string | undefined;
  readonly entry: string | undefined;
}

/** The agent as it is named in the guest. */
export async function entryIn(workspace: string, { agent, entry }: Named, io: ProcessIo): Promise<string> {
  if (agent === undefined && entry === undefined) {
    throw new UsageError(
      'Which file is the agent? Name it after the spec, or write entry = "agent.ts" under [agent].',
    );
  }
  const found =
    agent === undefined
      ? await inGuest(workspace, entry ?? "")
      : ((await onHost(workspace, resolve(io.cwd, agent))) ?? (await inGuest(workspace, agent)));
  if (found !== undefined) return found;
  const name = printable(agent ?? entry ?? "");
  throw new UsageError(
    `${name} is no file of the workspace ${printable(workspace)}; name one in it, or another folder with --workspace.`,
  );
}

/** A path of this machine, as shells complete it; its folder may be reached through links. */
async function onHost(workspace: string, path: string): Promise<string | undefined> {
  const folder = await realpath(dirname(path)).catch(() => undefined);
  if (folder === undefined) return undefined;
  const within = relative(workspace, join(folder, basename(path)));
  return isBelow(within) ? guestFile(workspace, within) : undefined;
}

/** A path as the agent has it: from the root of its tree, or from its workspace. */
function inGuest(workspace: string, path: string): Promise<string | undefined> {
  const within = relative(GUEST_FOLDER, resolve(GUEST_FOLDER, path));
  return isBelow(within) ? guestFile(workspace, within) : Promise.resolve(undefined);
}

function isBelow(within: string): boolean {
  return within !== "" && within !== ".." && !within.startsWith(`..${sep}`);
}

async function guestFile(workspace: string, within: string): Promise<string | undefined> {
  const found = await stat(join(workspace, within)).catch(() => undefined);
  return found?.isFile() ? `${GUEST_FOLDER}/${within.split(sep).join("/")}` : undefined;
}
