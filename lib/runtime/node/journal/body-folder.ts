/**
 * The bodies of a log, beside it: a file for each, under the name that its record gives it, with 16 bytes of salt and the bytes. For
 * its owner alone (0600): it is what the agent read, wrote and sent. Deleting a file erases the body, and every proof holds on.
 *
 * Guarantees: a file that is there is whole. Does not guarantee that there is one for every body: what does not fit or cannot be written
 * is counted, and the run goes on, because the log does not need it.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_BODY_BYTES } from "../../../audit/bundle/files";
import { joinBytes } from "../../../audit/bytes";
import type { Payload, PayloadStore } from "../../../mediator/log";

/** Of the folder, after the name of its log. */
export const BODIES_ENDING = ".bodies";
const DRAFT_ENDING = ".new";
const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;

export class BodyFolder implements PayloadStore {
  readonly #path: string;
  #lost = 0;

  /** Makes the folder; throws where there is one already. */
  constructor(path: string) {
    mkdirSync(path, { mode: OWNER_ONLY.folder });
    this.#path = path;
  }

  /** How many bodies could not be kept. */
  get lost(): number {
    return this.#lost;
  }

  /** At once: a body that is kept is there before anything that its record lets happen. */
  keep({ sha256, salt, bytes }: Payload): void {
    const path = join(this.#path, sha256);
    try {
      const content = joinBytes([salt, bytes]);
      // No bundle would take it.
      if (content.length > MOST_BODY_BYTES) throw new RangeError("the body is too large");
      // Renamed when it is whole: whoever is killed meanwhile leaves a draft and no body that is not what its name says.
      writeFileSync(path + DRAFT_ENDING, content, { mode: OWNER_ONLY.file, flag: "wx" });
      renameSync(path + DRAFT_ENDING, path);
    } catch {
      this.#lost += 1;
    }
  }
}
