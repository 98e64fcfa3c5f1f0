/**
 * Which files go into the container: those that the policy lets the agent read, each decided by the mediator on its
 * canonical path and recorded as read, because from then on code in the container can read it without asking.
 *
 * What is denied is on the record as denied and is not there. What a person has to approve is not there either, and is asked
 * about when the agent reads it. Links are not put there: where they lead would be the container's to say.
 */
import type { Mediator } from "../../../mediator/mediator";
import { Refused } from "../../../mediator/refusal";
import type { Decision } from "../../../policy";
import { FsError, type MemoryFiles } from "../../files";
import { isOwn } from "./disk";

export interface FilterOptions {
  readonly files: MemoryFiles;
  readonly mediator: Pick<Mediator, "act">;
  /** Without counting and recording anything: for knowing beforehand whether somebody would be asked. */
  verdictOf(path: string): Decision["verdict"];
}

export interface Shown {
  /** Canonical. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function filesToShow(
  { files, mediator, verdictOf }: FilterOptions,
  root: string,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const { path: below, kind } of [...files.walk(root)]) {
    const path = `${root === "/" ? "" : root}/${below}`;
    if (kind !== "file" || isOwn(path)) continue;
    const verdict = verdictOf(path);
    if (verdict === "approve" || verdict === "sanitize") continue;
    const file = await read(files, mediator, path);
    if (file) shown.push(file);
  }
  return shown;
}

async function read(
  files: MemoryFiles,
  mediator: Pick<Mediator, "act">,
  path: string,
): Promise<Shown | undefined> {
  try {
    return await mediator.act({
      requests: [{ op: "fs.read", path }],
      outside: false,
      perform: ([decision]): Shown => {
        const canonical = decision?.canonical?.path;
        if (typeof canonical !== "string")
          throw new RangeError("a path that was not denied has a canonical form");
        return { path: canonical, bytes: files.readFile(files.locate(canonical, { walk: "follow" })) };
      },
      outcome: ({ bytes }) => ({ payload: bytes }),
    });
  } catch (thrown) {
    // Also what its own mode lets nobody read.
    if (thrown instanceof Refused || thrown instanceof FsError) return undefined;
    throw thrown;
  }
}
